using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Sql;

/// <summary>What happens to the DEFINER of what is created.</summary>
public abstract record DefinerPolicy
{
    private DefinerPolicy()
    {
    }

    /// <summary>It stays.</summary>
    public sealed record Keep : DefinerPolicy;

    /// <summary>It goes: whoever restores becomes the definer.</summary>
    public sealed record Strip : DefinerPolicy;

    /// <summary>It is replaced by another account; who is not in the dictionary stays.</summary>
    /// <param name="Accounts">From the account that is written to the one to write.</param>
    public sealed record Map(IReadOnlyDictionary<SqlAccount, SqlAccount> Accounts) : DefinerPolicy;

    /// <summary>
    /// Reads what somebody chose: <c>keep</c>, <c>strip</c>, or any number of <c>OLD=NEW</c> such as <c>app@localhost=app@%</c>; nothing
    /// means keep.
    /// </summary>
    /// <exception cref="BackupException"><see cref="BackupError.InvalidOption"/>.</exception>
    public static DefinerPolicy Parse(IReadOnlyList<string> choice) => choice switch
    {
        [] => new Keep(),
        [var one] when one.Equals("keep", StringComparison.OrdinalIgnoreCase) => new Keep(),
        [var one] when one.Equals("strip", StringComparison.OrdinalIgnoreCase) => new Strip(),
        _ => new Map(choice.SelectMany(Pairs).DistinctBy(pair => pair.Old).ToDictionary(pair => pair.Old, pair => pair.New)),
    };

    private static IEnumerable<(SqlAccount Old, SqlAccount New)> Pairs(string value)
    {
        string[] sides = value.Split('=');
        if (sides is not [{ Length: > 0 } old, { Length: > 0 } replacement])
            throw new BackupException(
                BackupError.InvalidOption, $"--definer is '{value}'", "say keep, strip, or OLD=NEW such as app@localhost=app@%");
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
