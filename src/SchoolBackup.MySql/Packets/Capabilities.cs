namespace SchoolBackup.MySql.Packets;

/// <summary>What client and server can do, as far as it matters here.</summary>
/// <seealso href="https://dev.mysql.com/doc/dev/mysql-server/latest/group__group__cs__capabilities__flags.html"/>
[Flags]
internal enum Capabilities : uint
{
    None = 0,
    LongPassword = 1,
    LongFlag = 1 << 2,
    ConnectWithDatabase = 1 << 3,
    LocalFiles = 1 << 7,
    Protocol41 = 1 << 9,
    Ssl = 1 << 11,
    Transactions = 1 << 13,
    SecureConnection = 1 << 15,
    MultiResults = 1 << 17,
    PluginAuth = 1 << 19,
    PluginAuthLengthEncoded = 1 << 21,

    /// <summary>
    /// What this client offers. Not several statements in one command: nothing here needs them, and an injected one finds no way in.
    /// </summary>
    Offered = LongPassword | LongFlag | LocalFiles | Protocol41 | Transactions | SecureConnection | MultiResults | PluginAuth | PluginAuthLengthEncoded,
}
