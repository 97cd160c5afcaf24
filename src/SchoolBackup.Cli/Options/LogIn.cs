using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.MySql;

namespace SchoolBackup.Cli.Options;

/// <summary>Completes the connection with a password from the terminal, where one is needed and nothing else gives it.</summary>
internal static class LogIn
{
    public static ConnectionOptions Connection(BackupConfiguration configuration, Shell shell)
    {
        ConnectionOptions connection = configuration.Connection;
        return configuration.IsSaid(SettingName.Password) || !shell.CanAsk || !IsRefused(connection, shell.Stop)
            ? connection
            : connection with { Password = shell.AskSecret($"Password of '{connection.User}' at {connection.Endpoint}: ") };
    }

    /// <summary>Whether the account needs a password. Any other trouble with the server is for the run itself to report.</summary>
    private static bool IsRefused(ConnectionOptions connection, CancellationToken stop)
    {
        try
        {
            MySqlConnection.Open(connection, stop).Dispose();
            return false;
        }
        catch (MySqlConnectException failure)
        {
            return failure.Failure == ConnectFailure.AccessDenied;
        }
    }
}
