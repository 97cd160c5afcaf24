namespace SchoolBackup.Engine.Configuration;

/// <summary>MariaDB's clients know no <c>ssl-mode</c>; what its switches ask for must not be lost on the way.</summary>
/// <seealso href="https://mariadb.com/kb/en/mariadb-command-line-client/#-ssl"/>
internal static class OptionFileTls
{
    private static readonly string[] No = ["0", "off", "false", "no"];

    /// <summary>The mode that the switches of a file amount to, or null when it has none.</summary>
    public static OptionFileEntry? Mode(OptionFile file)
    {
        if (file.Find("skip-ssl") is { } skip && !IsOff(skip))
            return skip with { Value = "DISABLED" };
        if (file.Find("ssl-verify-server-cert") is { } verify && !IsOff(verify))
            return verify with { Value = "VERIFY_IDENTITY" };
        return file.Find("ssl") is { } ssl ? ssl with { Value = IsOff(ssl) ? "DISABLED" : "REQUIRED" } : null;
    }

    private static bool IsOff(OptionFileEntry entry) => entry.Value is { } value && No.Contains(value, StringComparer.OrdinalIgnoreCase);
}
