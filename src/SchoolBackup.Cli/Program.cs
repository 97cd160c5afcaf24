using SchoolBackup.Cli;

return CommandLineRun.Run(args);
