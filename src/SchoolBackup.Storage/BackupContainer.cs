namespace SchoolBackup.Storage;

/// <summary>What a backup file is on the outside; the extension of its name says so.</summary>
public enum BackupContainer
{
    /// <summary>gzip members, <c>.sql.gz</c>.</summary>
    Gzip,

    /// <summary>SQL text as it is, <c>.sql</c>: compression is off.</summary>
    Sql,

    /// <summary>The School ERP's format, <c>.json</c>, and never without the key block's <c>.enc</c>: rows only.</summary>
    SchoolErp,
}

/// <summary>Whether a backup file can be read by anybody who has it; <c>.enc</c> behind its name says that it cannot.</summary>
public enum Protection
{
    Open,

    /// <summary>Encrypted: the bytes of the container inside an encrypted file.</summary>
    Encrypted,
}
