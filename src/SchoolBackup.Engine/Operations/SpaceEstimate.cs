using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;
using SchoolBackup.Storage;

namespace SchoolBackup.Engine.Operations;

/// <summary>How much room a run will need, by the server's own estimate of its tables.</summary>
internal static class SpaceEstimate
{
    /// <summary>Text that deflate shrinks comes to a third; a school's photos do not shrink. Half is a cautious middle.</summary>
    private const double GzipRatio = 0.5;

    /// <summary>Bytes that a backup of the databases will take, about.</summary>
    public static long BackupBytes(MySqlConnection connection, IReadOnlyList<string> databases, BackupContainer container)
    {
        string names = string.Join(", ", databases.Select(SqlLiteral.Quote));
        string? data = connection.Scalar($"SELECT CAST(COALESCE(SUM(data_length), 0) AS UNSIGNED) FROM information_schema.tables WHERE table_schema IN ({names})");
        double bytes = double.Parse(data ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return (long)(container == BackupContainer.Sql ? bytes * 1.2 : bytes * GzipRatio);
    }

    /// <exception cref="BackupException">NoSpace.</exception>
    public static void Require(string folder, long free, long needed, string what)
    {
        if (free >= needed) return;
        throw new BackupException(
            BackupError.NoSpace,
            Invariant($"{folder} has {free >> 20} MiB free, and {what} may need {needed >> 20} MiB"),
            "free space there, remove stale backups, or choose another folder");
    }
}
