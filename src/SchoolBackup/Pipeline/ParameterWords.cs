using System.Text.RegularExpressions;

namespace SchoolBackup.Pipeline;

/// <summary>The engine speaks of options as a command line writes them; here they are parameters.</summary>
internal static partial class ParameterWords
{
    /// <summary>Those of other programs, such as <c>mysqldump --result-file</c>, are not among them.</summary>
    private static readonly Dictionary<string, string> Parameters = new(StringComparer.Ordinal)
    {
        ["allow-partial"] = "AllowPartial",
        ["database"] = "TargetDatabase", // only errors of a restore name it
        ["defaults-file"] = "DefaultsFile",
        ["definer"] = "Definer",
        ["exclude-table"] = "ExcludeTable",
        ["external-path"] = "ExternalPath",
        ["in-place"] = "InPlace",
        ["password"] = "Credential",
        ["path"] = "Path",
        ["port"] = "Port",
        ["retention-days"] = "RetentionDays",
        ["server"] = "Server",
        ["socket"] = "Socket",
        ["source-database"] = "SourceDatabase",
        ["ssl-ca"] = "SslCA",
        ["ssl-mode"] = "SslMode",
        ["structure-only"] = "StructureOnly",
        ["table"] = "Table",
        ["user"] = "Credential",
    };

    /// <summary>A text with each option of ours as the parameter that it is: <c>--ssl-mode</c> becomes <c>-SslMode</c>.</summary>
    public static string Of(string text) => Option().Replace(text, match =>
        Parameters.TryGetValue(match.Groups["name"].Value, out string? parameter) ? "-" + parameter : match.Value);

    /// <summary>The name of a setting as PowerShell writes it: <c>ssl-ca</c> becomes <c>SslCA</c>.</summary>
    public static string Pascal(string setting) =>
        setting == "ssl-ca" ? "SslCA" : string.Concat(setting.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    [GeneratedRegex("--(?<name>[a-z]+(-[a-z]+)*)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Option();
}
