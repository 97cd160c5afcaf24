using System.CommandLine;
using SchoolBackup.Cli.Answers;
using SchoolBackup.Cli.Options;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup config</c>.</summary>
internal static class ConfigCommand
{
    public static Command Build(Shell shell)
    {
        var settings = new SettingOptions();
        Option<string> database = new("--database") { HelpName = "NAME", Description = "Database [DB_NAME]" };
        Option<string> days = new("--retention-days") { HelpName = "N", Description = "Keep what is at most N days old [BACKUP_RETENTION_DAYS; default: 30]" };
        var command = new Command("config", """
            Shows every setting, its value (never a password or a key), and where it comes from: an option, the environment, .env, the defaults file, or the default.

            Example:
              schoolbackup config --defaults-file ~/.my.cnf
            """)
        {
            database, days,
        };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            BackupConfiguration configuration = settings.Resolve(
                parsed, (SettingName.Database, parsed.GetValue(database)), (SettingName.RetentionDays, parsed.GetValue(days)));
            using MasterKey? key = configuration.Key?.Read();
            shell.Answer(
                new Answer<ConfigurationInForce>(null, ConfigurationInForce.From(configuration, key)),
                AnswerJson.Readable.AnswerConfigurationInForce,
                colours => ConfigurationInForce.Text(configuration, key, colours));
            return ExitCodes.Done;
        });
        return command;
    }
}
