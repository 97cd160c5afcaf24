namespace SchoolBackup.Engine.Repositories;

/// <summary>What a backup file is on the outside; the extension of its name says so.</summary>
public enum BackupContainer
{
    /// <summary>gzip members, <c>.sql.gz</c>.</summary>
    Gzip,

    /// <summary>SQL text as it is, <c>.sql</c>: compression is off.</summary>
    Sql,

    /// <summary>The School ERP's format, <c>.json.enc</c>: encrypted, rows only.</summary>
    SchoolErp,
}
