using System.Text;
using System.Text.RegularExpressions;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>Objects that an account cannot see, and that a backup by it would silently lack.</summary>
/// <param name="Database">The database.</param>
/// <param name="Objects">Which objects, in words.</param>
/// <param name="Privilege">What would show them.</param>
/// <param name="Kinds">The kinds of stored object among them.</param>
internal sealed record BlindSpot(string Database, string Objects, string Privilege, IReadOnlyList<StoredKind> Kinds)
{
    public override string ToString() => $"{Objects} of '{Database}' (needs {Privilege})";
}

/// <summary>What the account may do, by SHOW GRANTS: the catalogue shows no trace of what an account may not see.</summary>
internal sealed partial class Privileges
{
    private readonly List<Grant> _grants;
    private readonly List<Grant> _revoked;

    private readonly NameRules _names;

    private Privileges(List<Grant> grants, List<Grant> revoked, NameRules names) => (_grants, _revoked, _names) = (grants, revoked, names);

    /// <summary>Reads the grants of the session's account and of its active roles.</summary>
    public static Privileges Read(MySqlConnection connection) => Read(connection, NameRules.Of(connection));

    /// <inheritdoc cref="Read(MySqlConnection)"/>
    public static Privileges Read(MySqlConnection connection, NameRules names) =>
        Parse(connection.Rows("SHOW GRANTS", row => row.GetString(0)), names);

    public static Privileges Parse(IEnumerable<string> grants) => Parse(grants, NameRules.TellingCase);

    /// <param name="grants">Lines of SHOW GRANTS.</param>
    /// <param name="names">How the server compares names of databases.</param>
    public static Privileges Parse(IEnumerable<string> grants, NameRules names)
    {
        ILookup<string, Grant> lines = grants.Select(text => GrantPattern().Match(text)).Where(match => match.Success).ToLookup(
            match => match.Groups["verb"].Value,
            match => new Grant(
                [.. match.Groups["privileges"].Value.Split(',').Select(one => one.Trim().ToUpperInvariant())],
                Unquote(match.Groups["database"].Value),
                Unquote(match.Groups["object"].Value)),
            StringComparer.Ordinal);
        return new([.. lines["GRANT"]], [.. lines["REVOKE"]], names);
    }

    /// <summary>True when the privilege holds on every database.</summary>
    public bool Globally(string privilege) => _grants.Any(grant => grant.Database == "*" && grant.Object == "*" && grant.Gives(privilege));

    /// <summary>True when the privilege holds on all of one database.</summary>
    public bool On(string database, string privilege) =>
        (Globally(privilege) && !IsRevoked(database, privilege))
        || _grants.Any(grant => grant.Database != "*" && grant.Object == "*" && Covers(grant.Database, database) && grant.Gives(privilege));

    /// <summary>
    /// True when it may make objects in the name of any account. MySQL has had two names for that; MariaDB's SUPER was enough up to 11.0.
    /// </summary>
    public bool MaySetDefiners(ServerVersion server) =>
        (server.Quirks.SuperSetsDefiners && Globally("SUPER")) || Globally("SET USER") || Globally("SET_USER_ID")
            || Globally("SET_ANY_DEFINER");

    /// <summary>What of a database would be missing from a backup by this account.</summary>
    public List<BlindSpot> BlindSpots(string database, ServerVersion server)
    {
        var blind = new List<BlindSpot>();
        if (!On(database, "SELECT")) blind.Add(new(database, "tables without a grant of their own", "SELECT", []));
        if (!On(database, "SHOW VIEW")) blind.Add(new(database, "views", "SHOW VIEW", [StoredKind.View]));
        if (!On(database, "TRIGGER")) blind.Add(new(database, "triggers", "TRIGGER", [StoredKind.Trigger]));
        if (!SeesRoutines(database, server))
            blind.Add(new(database, "routines", RoutinePrivilege(server), [StoredKind.Package, StoredKind.PackageBody, StoredKind.Function, StoredKind.Procedure]));
        if (!On(database, "EVENT")) blind.Add(new(database, "events", "EVENT", [StoredKind.Event]));
        return blind;
    }

    /// <summary>
    /// SHOW CREATE ROUTINE is MariaDB 11.3's, SHOW_ROUTINE MySQL 8.0.20's; before, and still, SELECT on mysql.proc or everywhere.
    /// </summary>
    private bool SeesRoutines(string database, ServerVersion server) =>
        (server.Quirks.HasShowCreateRoutine && On(database, "SHOW CREATE ROUTINE")) || Globally("SHOW_ROUTINE") || On("mysql", "SELECT")
        || _grants.Any(grant => grant.Database == "mysql" && grant.Object == "proc" && grant.Gives("SELECT"));

    /// <summary>MySQL takes a database out of a global grant where partial_revokes is on; it names it literally.</summary>
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/partial-revokes.html"/>
    private bool IsRevoked(string database, string privilege) =>
        _revoked.Any(grant => _names.Tables.Equals(grant.Database, database) && grant.Gives(privilege));

    private static string Unquote(string name) =>
        name[0] == '`' ? Identifier.UnquoteToString(Encoding.UTF8.GetBytes(name)) : name.Trim('"');

    private static string RoutinePrivilege(ServerVersion server) =>
        server.Flavor == ServerFlavor.MariaDb ? "SELECT on mysql.proc" : "SHOW_ROUTINE, or SELECT on *.*";

    /// <summary>A database in a grant is a LIKE pattern.</summary>
    private bool Covers(string pattern, string database)
    {
        var regex = new StringBuilder("^");
        for (int at = 0; at < pattern.Length; at++)
        {
            regex.Append(pattern[at] switch
            {
                '%' => ".*",
                '_' => ".",
                '\\' when at + 1 < pattern.Length => Regex.Escape(pattern[++at].ToString()),
                char plain => Regex.Escape(plain.ToString()),
            });
        }

        return Regex.IsMatch(database, regex.Append('$').ToString(), RegexOptions.CultureInvariant | RegexOptions.Singleline | (_names == NameRules.IgnoringCase ? RegexOptions.IgnoreCase : RegexOptions.None), TimeSpan.FromSeconds(1));
    }

    [GeneratedRegex(@"^(?<verb>GRANT|REVOKE) (?<privileges>.+?) ON (?:TABLE )?(?<database>\*|`(?:[^`]|``)+`|""[^""]+""|\S+?)\.(?<object>\*|`(?:[^`]|``)+`|""[^""]+""|\S+) (TO|FROM) ", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GrantPattern();

    private sealed record Grant(IReadOnlySet<string> Names, string Database, string Object)
    {
        public Grant(IEnumerable<string> names, string database, string @object)
            : this(names.ToHashSet(StringComparer.Ordinal), database, @object)
        {
        }

        public bool Gives(string privilege) => Names.Contains(privilege) || Names.Contains("ALL PRIVILEGES");
    }
}
