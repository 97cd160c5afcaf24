using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Erp;

/// <summary>
/// Inserts or updates the rows of a document in a live database, as the ERP did, but in one transaction and in the order of the foreign
/// keys: the file is read once for each step that the order takes.
/// </summary>
internal sealed class ErpUpsert(ErpFile file, IReadOnlyList<ErpTarget> targets, string database, IProgress<RunProgress> progress)
{
    /// <returns>Rows that were inserted or updated, or were there already as they are.</returns>
    /// <exception cref="Errors.BackupException">RestoreFailed and others: nothing was changed in transactional tables.</exception>
    public long Run(MySqlConnection connection, CancellationToken stop)
    {
        var transaction = new UpsertTransaction(connection, database, [.. targets.Select(target => target.Table)]);
        long rows = 0;
        transaction.Run(pass => rows += Load(connection, transaction, pass, stop));
        return rows;
    }

    private long Load(MySqlConnection connection, UpsertTransaction transaction, IReadOnlyList<string> pass, CancellationToken stop)
    {
        Dictionary<string, ErpTarget> wanted = targets.Where(target => pass.Contains(target.Source.Name, StringComparer.Ordinal))
            .ToDictionary(target => target.Source.Name, StringComparer.Ordinal);
        return new ErpRows(file, wanted, progress).Send(target =>
        {
            transaction.Begin(target.Table.Name);
            return new ErpInsert(connection, target, database, OnDuplicate.Update);
        }, stop);
    }
}
