using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Faults;

/// <summary>An account that may do everything, so that its connections can be told from others'.</summary>
internal static class Accounts
{
    public static ConnectionOptions Almighty(this TestDatabase database) => database.Account("ALL PRIVILEGES ON *.*");

    /// <summary>KILL CONNECTION on those that run a statement like this; on all of the account's when it is <c>%</c>.</summary>
    /// <returns>How many there were.</returns>
    public static int KillConnections(this TestDatabase database, ConnectionOptions account, string statement)
    {
        string condition = statement == "%" ? "" : $" AND info LIKE '{statement}'";
        string[] ids = database.Server.RunSql($"SELECT id FROM information_schema.processlist WHERE user = '{account.User}'{condition}").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (string id in ids) database.Server.RunSql($"KILL CONNECTION {id}");
        return ids.Length;
    }
}
