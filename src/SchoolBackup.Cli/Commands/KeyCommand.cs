using System.CommandLine;
using SchoolBackup.Cli.Terminal;

namespace SchoolBackup.Cli.Commands;

/// <summary><c>schoolbackup key</c>.</summary>
internal static class KeyCommand
{
    public static Command Build(Shell shell) => new("key", """
        Makes keys for encrypted backups, and gives encrypted backups another key.

        Examples:
          schoolbackup key new --key-file /etc/schoolbackup/key
          schoolbackup key rotate --path /backups --key-file /etc/schoolbackup/key --new-key-file /etc/schoolbackup/key-2027
        """)
    {
        KeyNewCommand.Build(shell),
        KeyRotateCommand.Build(shell),
    };
}
