using SchoolBackup.Engine.Configuration;

namespace SchoolBackup.Pipeline;

/// <summary>
/// The server that Connect-SchoolBackupServer named: of the whole process, so that thread jobs and ForEach-Object -Parallel know it, too.
/// </summary>
internal static class SessionServer
{
    private static volatile ConnectedServer? _connected;

    /// <summary>Null for none.</summary>
    public static ConnectedServer? Connected
    {
        get => _connected;
        set => _connected = value;
    }
}
