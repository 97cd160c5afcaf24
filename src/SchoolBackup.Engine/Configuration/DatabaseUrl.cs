using System.Text.RegularExpressions;

namespace SchoolBackup.Engine.Configuration;

/// <summary>
/// <c>DATABASE_URL</c>: <c>mysql://user:p%40ss@host:3306/database?ssl-mode=REQUIRED</c>, or <c>mariadb://</c>. Each part that is there is a
/// value of a setting; parameters that mean nothing here (pool sizes, character sets) are left alone.
/// </summary>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/connecting-using-uri-or-key-value-pairs.html"/>
internal static partial class DatabaseUrl
{
    public const string Variable = "DATABASE_URL";

    private const string Form = "write mysql://user:password@host:3306/database and percent-encode what is special in the password, "
        + "for instance %40 for @, %2F for /, %23 for # and %3F for ?";

    private static readonly Dictionary<string, string> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ssl-mode"] = SettingName.SslMode,
        ["sslmode"] = SettingName.SslMode,
        ["ssl-ca"] = SettingName.SslCa,
        ["sslca"] = SettingName.SslCa,
        ["socket"] = SettingName.Socket,
        [SettingName.EnableCleartextPlugin] = SettingName.EnableCleartextPlugin,
        [SettingName.GetServerPublicKey] = SettingName.GetServerPublicKey,
        [SettingName.ServerPublicKeyPath] = SettingName.ServerPublicKeyPath,
    };

    /// <summary>Takes a URL apart.</summary>
    /// <param name="text">The URL; it is never quoted in an error, because it holds a password.</param>
    /// <param name="place">Where it stands.</param>
    /// <returns>Values by the names of their settings.</returns>
    /// <exception cref="Errors.BackupException"><see cref="Errors.BackupError.ConfigurationInvalid"/>.</exception>
    public static IReadOnlyDictionary<string, string> Parse(string text, string place)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? url))
        {
            // Digits behind the first colon may be a port, or the beginning of a password: they are not quoted.
            if (LooksLikePort().IsMatch(text))
                throw ConfigurationFault.Malformed(
                    place, "its port is not between 1 and 65535, or its password is not percent-encoded", Form);
            throw ConfigurationFault.Malformed(place, "it is not a URL", Form);
        }

        if (url.Scheme is not ("mysql" or "mariadb"))
            throw ConfigurationFault.Malformed(place, $"its scheme is {url.Scheme}, not mysql or mariadb", Form);
        // What an unencoded password breaks apart must not end up as a host or database name in somebody's log.
        if (!text.StartsWith(url.Scheme + "://", StringComparison.OrdinalIgnoreCase) || url.Fragment.Length > 0
            || url.PathAndQuery.Contains('@') || url.AbsolutePath.TrimEnd('/').LastIndexOf('/') > 0)
            throw ConfigurationFault.Malformed(place, "it is not of the form mysql://user:password@host:port/database", Form);

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(values, SettingName.Server, url.IdnHost);
        if (url.Port >= 0)
            values[SettingName.Port] = url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        int colon = url.UserInfo.IndexOf(':');
        Add(values, SettingName.User, colon < 0 ? url.UserInfo : url.UserInfo[..colon]);
        if (colon >= 0)
            values[SettingName.Password] = Uri.UnescapeDataString(url.UserInfo[(colon + 1)..]);
        Add(values, SettingName.Database, url.AbsolutePath.Trim('/'));
        foreach (string parameter in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] pair = parameter.Split('=', 2);
            if (pair.Length == 2 && Parameters.TryGetValue(pair[0], out string? name))
                Add(values, name, pair[1]);
        }
        return values;
    }

    [GeneratedRegex(@"^[a-z]+://[^/]*:[0-9]{5,9}(?:[/?]|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LooksLikePort();

    private static void Add(Dictionary<string, string> values, string name, string escaped)
    {
        if (escaped.Length > 0)
            values[name] = Uri.UnescapeDataString(escaped);
    }
}
