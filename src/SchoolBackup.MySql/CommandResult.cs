namespace SchoolBackup.MySql;

/// <summary>What a statement without rows answered.</summary>
/// <param name="AffectedRows">Rows that it changed.</param>
/// <param name="LastInsertId">
/// First AUTO_INCREMENT value that it made, or 0; a BIGINT UNSIGNED above 2^63-1 shows as its 64 bits, negative.
/// </param>
/// <param name="Warnings">How many warnings SHOW WARNINGS would list.</param>
/// <param name="Info">The server's own words, such as 'Records: 3  Deleted: 0', or empty.</param>
public readonly record struct CommandResult(long AffectedRows, long LastInsertId, int Warnings, string Info);
