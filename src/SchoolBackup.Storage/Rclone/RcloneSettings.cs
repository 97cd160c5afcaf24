namespace SchoolBackup.Storage.Rclone;

/// <summary>
/// What rclone is told by its environment. Its own variables, such as RCLONE_CONFIG and RCLONE_BWLIMIT, stay as the user has set them,
/// but for those that would mislead us.
/// </summary>
/// <seealso href="https://rclone.org/docs/#environment-variables"/>
internal static class RcloneSettings
{
    public const string User = "schoolbackup";

    private static readonly (string Name, string Value)[] Always =
    [
        ("RCLONE_LOG_LEVEL", "NOTICE"), // where it listens is a notice
        ("RCLONE_ASK_PASSWORD", "false"), // there is nobody to ask
        ("RCLONE_RC_SERVER_WRITE_TIMEOUT", "0s"), // an upload is one answer, and may take hours
        ("RCLONE_IGNORE_TIMES", "true"), // a file of the same length and time as another one is not the same
        ("RCLONE_INPLACE", "true"), // what is on its way has a name of ours, and where a run dies that is looked for
        ("RCLONE_USE_SERVER_MODTIME", "true"), // otherwise a listing of a bucket asks for each file
    ];

    /// <summary>A remote that stalls is not waited for as long as rclone would by itself.</summary>
    private static readonly (string Name, string Value)[] UnlessSaid = [("RCLONE_TIMEOUT", "1m"), ("RCLONE_CONTIMEOUT", "15s"),
        ("RCLONE_LOW_LEVEL_RETRIES", "3")];

    /// <summary>They would write elsewhere what we read, or let us believe that something is done.</summary>
    private static readonly HashSet<string> Never = new(StringComparer.OrdinalIgnoreCase)
    {
        "RCLONE_LOG_FILE", "RCLONE_LOG_FORMAT", "RCLONE_LOG_SYSTEMD", "RCLONE_USE_JSON_LOG", "RCLONE_SYSLOG", "RCLONE_QUIET",
            "RCLONE_VERBOSE", "RCLONE_DRY_RUN", "RCLONE_INTERACTIVE",
        "RCLONE_IGNORE_EXISTING", "RCLONE_IGNORE_SIZE", "RCLONE_IGNORE_CHECKSUM", "RCLONE_SIZE_ONLY", "RCLONE_UPDATE", "RCLONE_IMMUTABLE",
    };

    /// <param name="environment">What rclone gets; it holds what we have got.</param>
    /// <param name="settings">What goes before all that.</param>
    public static void ApplyTo(IDictionary<string, string?> environment, IReadOnlyDictionary<string, string> settings)
    {
        foreach (string name in environment.Keys.ToList())
            if (Never.Contains(name) || name.StartsWith("RCLONE_RC_", StringComparison.OrdinalIgnoreCase)) environment.Remove(name);
        foreach ((string name, string value) in Always) environment[name] = value;
        foreach ((string name, string value) in UnlessSaid) environment.TryAdd(name, value);
        foreach ((string name, string value) in settings) environment[name] = value;
    }
}
