using System.Text.RegularExpressions;

namespace SchoolBackup.Pipeline;

/// <summary>The engine speaks of options as a command line writes them; here they are parameters.</summary>
internal static partial class ParameterWords
{
    /// <summary>Those that are ours, and not another program's, such as <c>mysqldump --result-file</c>.</summary>
    private static readonly Dictionary<string, string> Parameters =
        "allow-partial defaults-file definer exclude-table external-path external-retention-days force format in-place keep-previous key-file mode old-key-file passphrase passphrase-file path place-timeout port retention-days server socket source-database ssl-ca ssl-mode structure-only table"
            .Split(' ').ToDictionary(option => option, Pascal, StringComparer.Ordinal)
            .Append(new("database", "TargetDatabase")) // only errors of a restore name it
            .Append(new("parallel", "ThrottleLimit"))
            .Append(new("password", "Credential"))
            .Append(new("user", "Credential"))
            .Append(new("wait", "LockTimeout"))
            .Append(new("zip-password-file", "ZipPassword"))
            .ToDictionary(StringComparer.Ordinal);

    /// <summary>
    /// A text with each option of ours as the parameter that it is, and each command as the cmdlet: <c>--ssl-mode</c> becomes
    /// <c>-SslMode</c>.
    /// </summary>
    public static string Of(string text) => Option().Replace(Cmdlet(text), match =>
        Parameters.TryGetValue(match.Groups["name"].Value, out string? parameter) ? "-" + parameter : match.Value);

    private static string Cmdlet(string text) => text
        .Replace("'schoolbackup key new'", "New-SchoolBackupKey", StringComparison.Ordinal)
        .Replace("'schoolbackup key rotate'", "Update-SchoolBackupKey", StringComparison.Ordinal);

    /// <summary>The name of a setting as PowerShell writes it: <c>ssl-ca</c> becomes <c>SslCA</c>.</summary>
    public static string Pascal(string setting) =>
        setting == "ssl-ca" ? "SslCA" : string.Concat(setting.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex("--(?<name>[a-z]+(-[a-z]+)*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Option();
}
