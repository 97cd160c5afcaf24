using System.Diagnostics;

namespace SchoolBackup.MySql.Tests.Servers;

/// <summary>What runs on the server.</summary>
internal static class Processes
{
    /// <summary>Waits until the session has left the process list.</summary>
    public static void WaitUntilGone(MySqlConnection watcher, uint connectionId) =>
        WaitUntilNone(watcher, $"ID = {connectionId}");

    /// <summary>Waits until nobody runs a statement that contains the text.</summary>
    public static void WaitUntilNobodyRuns(MySqlConnection watcher, string text) =>
        WaitUntilNone(watcher, $"INFO LIKE '%{text}%' AND ID <> CONNECTION_ID()");

    private static void WaitUntilNone(MySqlConnection watcher, string condition)
    {
        var patience = Stopwatch.StartNew();
        while (true)
        {
            using (RowReader rows = watcher.Query($"SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE {condition}"))
            {
                Assert.True(rows.Read());
                if (rows.GetInt64(0) == 0) return;
            }

            Assert.True(patience.Elapsed < TimeSpan.FromSeconds(30), $"the server still lists {condition}");
            Thread.Sleep(20);
        }
    }
}
