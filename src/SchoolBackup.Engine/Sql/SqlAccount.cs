namespace SchoolBackup.Engine.Sql;

/// <summary>Who a view or routine belongs to.</summary>
/// <param name="User">The user's or role's name.</param>
/// <param name="Host">The host, or null for a role (and for a user whose host is not written, which means %).</param>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/account-names.html"/>
public sealed record SqlAccount(string User, string? Host)
{
    /// <summary><c>CURRENT_USER</c>: whoever runs the statement.</summary>
    public static SqlAccount CurrentUser { get; } = new("", null) { Keyword = "CURRENT_USER" };

    /// <summary><c>CURRENT_ROLE</c>: the role of whoever runs the statement; MariaDB.</summary>
    public static SqlAccount CurrentRole { get; } = new("", null) { Keyword = "CURRENT_ROLE" };

    private string? Keyword { get; init; }

    /// <summary>As a statement writes it: <c>`root`@`localhost`</c>.</summary>
    public override string ToString() =>
        Keyword ?? (Host is null ? Identifier.Quote(User) : $"{Identifier.Quote(User)}@{Identifier.Quote(Host)}");
}
