using System.CommandLine;
using SchoolBackup.Engine.Errors;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Cli.Options;

/// <summary><c>--definer keep|strip|OLD=NEW</c>: whom views, routines, triggers and events belong to after a restore.</summary>
internal static class DefinerOption
{
    public static Option<string[]> Create() =>
        RunOptions.Names("--definer", "keep|strip|OLD=NEW", "Who owns views, routines, triggers and events: as backed up, whoever restores, or another account, such as app@localhost=app@%");

    /// <exception cref="BackupException">InvalidOption.</exception>
    public static DefinerPolicy Parse(IReadOnlyList<string> values) => values switch
    {
        [] or ["keep"] => new DefinerPolicy.Keep(),
        ["strip"] => new DefinerPolicy.Strip(),
        _ => new DefinerPolicy.Map(values.SelectMany(Pairs).DistinctBy(pair => pair.Old).ToDictionary(pair => pair.Old, pair => pair.New)),
    };

    private static IEnumerable<(SqlAccount Old, SqlAccount New)> Pairs(string value)
    {
        string[] sides = value.Split('=');
        if (sides is not [{ Length: > 0 } old, { Length: > 0 } replacement])
            throw new BackupException(BackupError.InvalidOption, $"--definer is '{value}'", "say keep, strip, or OLD=NEW such as app@localhost=app@%");
        SqlAccount backedUp = Account(old), to = Account(replacement);
        yield return (backedUp, to);
        // The server writes a user without a host as user@%, and a role without one.
        if (backedUp.Host is null) yield return (backedUp with { Host = "%" }, to);
    }

    private static SqlAccount Account(string text)
    {
        int at = text.LastIndexOf('@');
        return at < 0 ? new SqlAccount(text, null) : new SqlAccount(text[..at], text[(at + 1)..]);
    }
}
