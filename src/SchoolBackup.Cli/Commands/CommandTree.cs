using System.CommandLine;
using SchoolBackup.Cli.Terminal;

namespace SchoolBackup.Cli.Commands;

/// <summary>Every command of the program.</summary>
internal static class CommandTree
{
    public static RootCommand Build(Shell shell)
    {
        var root = new RootCommand("""
            Backs up, proves and restores the MySQL or MariaDB database of a school.

            Examples:
              schoolbackup create --database school --path /backups
              schoolbackup verify latest:school --path /backups --level restore
              schoolbackup restore backup_2026-11-21T02-00-00_school.sql.gz --path /backups --database school
              schoolbackup demo
            """);
        root.Options.Add(new Option<bool>("--json") { Recursive = true, Description = "Answer with one JSON document on standard output, and nothing else" });
        root.Options.Add(new Option<bool>("--quiet") { Recursive = true, Description = "Say nothing but warnings and errors, for cron: a run that went well writes nothing" });
        root.Subcommands.Add(CreateCommand.Build(shell));
        root.Subcommands.Add(ListCommand.Build(shell));
        root.Subcommands.Add(VerifyCommand.Build(shell));
        root.Subcommands.Add(RestoreCommand.Build(shell));
        root.Subcommands.Add(ExportCommand.Build(shell));
        root.Subcommands.Add(CopyCommand.Build(shell));
        root.Subcommands.Add(RemoveCommand.Build(shell));
        root.Subcommands.Add(CleanupCommand.Build(shell));
        root.Subcommands.Add(KeyCommand.Build(shell));
        root.Subcommands.Add(ConfigCommand.Build(shell));
        root.Subcommands.Add(DemoCommand.Build(shell));
        root.Subcommands.Add(CompletionCommand.Build());
        return root;
    }
}
