using SchoolBackup.Engine.Schema;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Operations;

/// <summary>Which databases can be restored into.</summary>
internal static class TargetName
{
    /// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/identifier-length.html"/>
    private const int Longest = 64;

    /// <returns>The name.</returns>
    /// <exception cref="BackupException">InvalidOption: it is one of the server's own, or longer than a name can be.</exception>
    public static string Require(string name)
    {
        if (ServerNames.System.Contains(name, StringComparer.OrdinalIgnoreCase))
            throw new BackupException(BackupError.InvalidOption, $"'{name}' is a database of the server itself, and nothing is restored into it", "name another one with --database");
        if (name.Length > Longest)
            throw new BackupException(BackupError.InvalidOption, $"'{name}' has {name.Length} characters, and the name of a database has at most {Longest}", "name another one with --database");
        return name;
    }
}
