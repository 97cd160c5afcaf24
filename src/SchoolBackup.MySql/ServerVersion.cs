using System.Globalization;

namespace SchoolBackup.MySql;

/// <summary>MySQL or MariaDB: what the quirks depend on.</summary>
public enum ServerFlavor
{
    MySql,
    MariaDb,
}

/// <summary>What the server says it is.</summary>
/// <param name="Flavor">MySQL (with its builds such as Percona's) or MariaDB.</param>
/// <param name="Number">Major, minor and patch; what is not said is 0.</param>
/// <param name="Text">The server's own words.</param>
public sealed record ServerVersion(ServerFlavor Flavor, Version Number, string Text)
{
    // MariaDB 10 and 11 put this before their own number, so that old replicas took them for a 5.5.
    // https://mariadb.com/kb/en/version/ and https://mariadb.com/kb/en/connection/#initial-handshake-packet
    private const string ReplicationPrefix = "5.5.5-";

    /// <summary>What this server can and cannot do, by its number.</summary>
    public Quirks Quirks => new(this);

    /// <summary>
    /// Reads the version of a handshake or of <c>SELECT VERSION()</c>, such as <c>8.0.36</c> or <c>5.5.5-10.11.6-MariaDB-log</c>.
    /// </summary>
    /// <exception cref="MySqlConnectionException">The text does not begin with a version number.</exception>
    public static ServerVersion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool mariaDb = text.Contains("MariaDB", StringComparison.OrdinalIgnoreCase);
        ReadOnlySpan<char> rest = text;
        if (mariaDb && text.StartsWith(ReplicationPrefix, StringComparison.Ordinal))
            rest = rest[ReplicationPrefix.Length..];

        if (!TryTakeNumber(ref rest, out int major) || !TryTakeNumber(ref rest, out int minor))
            throw new MySqlProtocolException($"the server's version '{text}' does not begin with a version number");
        _ = TryTakeNumber(ref rest, out int patch); // Aurora says '8.0.mysql_aurora.3.04': no patch, which is 0

        return new ServerVersion(mariaDb ? ServerFlavor.MariaDb : ServerFlavor.MySql, new Version(major, minor, patch), text);
    }

    private static bool TryTakeNumber(ref ReadOnlySpan<char> rest, out int number)
    {
        int digits = rest.IndexOfAnyExceptInRange('0', '9');
        ReadOnlySpan<char> taken = digits < 0 ? rest : rest[..digits];
        if (!int.TryParse(taken, NumberStyles.None, CultureInfo.InvariantCulture, out number))
            return false;

        rest = rest[taken.Length..];
        if (!rest.IsEmpty && rest[0] == '.') rest = rest[1..];
        return true;
    }
}
