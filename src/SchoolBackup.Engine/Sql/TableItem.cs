namespace SchoolBackup.Engine.Sql;

/// <summary>What stands between two commas of a CREATE TABLE.</summary>
public enum TableItemKind
{
    Column,
    PrimaryKey,
    UniqueKey,
    Key,
    FullTextKey,
    SpatialKey,

    /// <summary>MariaDB 11.7 and later.</summary>
    VectorKey,
    ForeignKey,
    Check,

    /// <summary><c>PERIOD FOR SYSTEM_TIME</c> or an application-time period.</summary>
    Period,
}

/// <summary>A column, key or constraint of a table.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name, without quotes; empty where it has none, as PRIMARY KEY.</param>
/// <param name="Text">As it stands in the CREATE TABLE, without the comma.</param>
/// <param name="FirstColumn">Of a key: its first column, or null where that is an expression.</param>
public sealed record TableItem(TableItemKind Kind, string Name, ReadOnlyMemory<byte> Text, string? FirstColumn);

/// <summary>A table or sequence that another definition names.</summary>
/// <param name="Schema">The database, or null where the name stands alone: then it is in the same one.</param>
/// <param name="Name">Without quotes.</param>
public sealed record ObjectReference(string? Schema, string Name);

/// <summary>A foreign key of a table.</summary>
/// <param name="Name">Its name, without quotes.</param>
/// <param name="AddClause">For an ALTER TABLE: <c>ADD CONSTRAINT `f` FOREIGN KEY …</c>.</param>
/// <param name="Parent">The table that it points to.</param>
public sealed record ForeignKeyClause(string Name, byte[] AddClause, ObjectReference Parent);

/// <summary>A column whose default takes its value from a sequence. MariaDB writes the sequence's database into it, so it still
/// points there when the table is created or renamed into another one.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Sequences">The sequences that the default uses.</param>
/// <param name="Clause">The words <c>DEFAULT …</c> as they stand in the column's text.</param>
public sealed record SequenceDefault(string Column, IReadOnlyList<ObjectReference> Sequences, ReadOnlyMemory<byte> Clause)
{
    /// <summary>For an ALTER TABLE: <c>ALTER COLUMN `c` SET DEFAULT nextval(`school`.`s`)</c>.</summary>
    public byte[] AlterClause =>
        [.. "ALTER COLUMN "u8, .. System.Text.Encoding.UTF8.GetBytes(Identifier.Quote(Column)), .. " SET "u8, .. Clause.Span];
}

/// <summary>What <see cref="TableDefinition.Without"/> leaves out.</summary>
[Flags]
public enum TableParts
{
    None = 0,

    /// <summary>The <see cref="TableDefinition.DeferredKeys"/>.</summary>
    DeferredKeys = 1,

    /// <summary>The <see cref="TableDefinition.DeferredForeignKeys"/>.</summary>
    DeferredForeignKeys = 2,

    /// <summary>The <see cref="TableDefinition.DefaultsThatUseSequences"/>.</summary>
    SequenceDefaults = 4,
}
