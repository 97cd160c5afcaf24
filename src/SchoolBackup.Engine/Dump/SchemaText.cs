using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;

namespace SchoolBackup.Engine.Dump;

/// <summary>Writes definitions as the SQL text that any client can run.</summary>
internal sealed class SchemaText
{
    private readonly bool _qualify;

    /// <param name="databases">With one database the text says neither CREATE DATABASE nor USE, so that it can be piped into any.</param>
    public SchemaText(int databases) => _qualify = databases > 1;

    /// <summary>Settings of the session that loads; the versions in the comments are those that know the variable.</summary>
    public static byte[] Prologue() => Encoding.ASCII.GetBytes(
        """
        SET NAMES utf8mb4;
        SET time_zone = '+00:00';
        SET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';
        SET unique_checks = 0;
        SET foreign_key_checks = 0;
        /*M!100201 SET check_constraint_checks = 0 */;
        /*M!101100 SET system_versioning_insert_history = 1 */;
        SET autocommit = 0;

        """.ReplaceLineEndings("\n"));

    public static byte[] Epilogue() => Encoding.ASCII.GetBytes(
        """
        COMMIT;
        SET autocommit = 1;
        /*M!101100 SET system_versioning_insert_history = 0 */;
        /*M!100201 SET check_constraint_checks = 1 */;
        SET foreign_key_checks = 1;
        SET unique_checks = 1;

        """.ReplaceLineEndings("\n"));

    /// <summary>The line that chunks of several databases begin with, so that each can be run alone.</summary>
    public string Use(string database) => _qualify ? $"USE {Identifier.Quote(database)};\n" : "";

    /// <summary>Makes a database of several; of a backup of one, the database that it is piped into takes over the defaults.</summary>
    public string CreateDatabase(DatabaseInfo database) =>
        (_qualify ? $"CREATE DATABASE IF NOT EXISTS {Identifier.Quote(database.Name)};\n" : "")
        + $"ALTER DATABASE {(_qualify ? Identifier.Quote(database.Name) + " " : "")}{new DatabaseEntry(database.Name, database.Charset, database.Collation, database.Comment).Defaults};\n";

    public byte[] Table(TableInfo table)
    {
        string name = Identifier.Quote(table.Name);
        return Encoding.UTF8.GetBytes($"{Use(table.Database)}DROP TABLE IF EXISTS {name};\n{WithoutOwnDatabase(table)};\n");
    }

    /// <summary>A sequence with the whole row that is its state: SETVAL could not say 'used up'.</summary>
    public byte[] Sequence(TableInfo table, IReadOnlyList<string> state)
    {
        string name = Identifier.Quote(table.Name);
        return Encoding.UTF8.GetBytes(
            $"{Use(table.Database)}DROP SEQUENCE IF EXISTS {name};\n{table.Definition};\nINSERT INTO {name} VALUES ({string.Join(',', state)});\nCOMMIT;\n");
    }

    /// <summary>The stored objects of one database and kind.</summary>
    public byte[] Stored(DatabaseInfo database, ChunkKind kind, IReadOnlyList<StoredObject> objects)
    {
        using var text = new MemoryStream();
        Write(text, Use(database.Name));
        if (kind == ChunkKind.Views) WritePlaceholders(text, objects);
        foreach (StoredObject stored in objects) WriteStored(text, database, stored);
        Write(text, "SET NAMES utf8mb4;\nSET time_zone = '+00:00';\nSET sql_mode = 'NO_AUTO_VALUE_ON_ZERO,ALLOW_INVALID_DATES';\n");
        return text.ToArray();
    }

    /// <summary>The INSERT that the rows of a table follow.</summary>
    public static byte[] Insert(TableEntry table) => Encoding.UTF8.GetBytes(
        $"INSERT INTO {Identifier.Quote(table.Name)} ({string.Join(',', table.Columns.Select(column => Identifier.Quote(column.Name)))}) VALUES\n");

    /// <summary>DEFAULT nextval(`db`.`seq`) is always printed with its database; without it, it restores under any name.</summary>
    internal static string WithoutOwnDatabase(TableInfo table)
    {
        string pinned = $"{Identifier.Quote(table.Database)}.";
        string text = table.Definition;
        if (!text.Contains(pinned, StringComparison.Ordinal)) return text;
        foreach (SequenceDefault column in TableDefinition.Parse(Encoding.UTF8.GetBytes(text)).DefaultsThatUseSequences)
        {
            string clause = Encoding.UTF8.GetString(column.Clause.Span);
            text = text.Replace(clause, clause.Replace(pinned, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Views may stand on each other in any order: first each gets a placeholder with its columns.</summary>
    private static void WritePlaceholders(MemoryStream text, IReadOnlyList<StoredObject> views)
    {
        foreach (StoredObject view in views.Where(view => view.Invalid is null))
        {
            string columns = string.Join(", ", view.ViewColumns.Select(column => $"1 AS {Identifier.Quote(column)}"));
            Write(
                text,
                $"DROP VIEW IF EXISTS {Identifier.Quote(view.Name)};\nCREATE VIEW {Identifier.Quote(view.Name)} AS SELECT {columns};\n");
        }
    }

    private static void WriteStored(MemoryStream text, DatabaseInfo database, StoredObject stored)
    {
        string type = TypeName(stored.Kind);
        // In the object's own mode: MariaDB knows packages in that of Oracle alone.
        if (stored.SqlMode is not null) Write(text, $"SET sql_mode = '{stored.SqlMode}';\n");
        Write(text, $"DROP {type} IF EXISTS {Identifier.Quote(stored.Name)};\n");
        if (stored.Invalid is not null)
        {
            WriteInvalid(text, stored);
            return;
        }

        bool otherCollation = stored.DatabaseCollation is { } collation && collation != database.Collation;
        if (otherCollation) Write(text, $"ALTER DATABASE COLLATE {stored.DatabaseCollation};\n");
        if (stored.TimeZone is not null) Write(text, $"SET time_zone = '{stored.TimeZone}';\n");
        Write(text, $"SET character_set_client = {stored.ClientCharset}, collation_connection = {stored.ConnectionCollation};\n");
        string delimiter = Delimiter(stored.Statement);
        Write(text, $"DELIMITER {delimiter}\n");
        text.Write(stored.Statement);
        // A delimiter behind a comment that runs to the end of its line would be part of the comment.
        Write(text, $"{(EndsInComment(stored) ? "\n" : "")}{delimiter}\nDELIMITER ;\nSET NAMES utf8mb4;\n");
        if (otherCollation) Write(text, $"ALTER DATABASE COLLATE {database.Collation};\n");
    }

    /// <summary>A statement that would stop every client is kept where only SchoolBackup, and a reader, finds it.</summary>
    private static void WriteInvalid(MemoryStream text, StoredObject view)
    {
        Write(text, $"-- invalid view: {view.Invalid!.ReplaceLineEndings(" ")}\n-- {view.ClientCharset} {view.ConnectionCollation} {Convert.ToHexStringLower(view.Statement)}\n");
        Write(text, "-- " + Encoding.UTF8.GetString(view.Statement).ReplaceLineEndings("\n-- ") + "\n");
    }

    public static string TypeName(StoredKind kind) => kind == StoredKind.PackageBody ? "PACKAGE BODY" : kind.ToString().ToUpperInvariant();

    private static bool EndsInComment(StoredObject stored)
    {
        bool comment = false;
        foreach (SqlToken token in new SqlTokenizer(stored.Statement, SqlDialect.FromSqlMode(stored.SqlMode ?? "")))
            comment = token.Kind == SqlTokenKind.Comment && !token.Text.StartsWith("/*"u8);
        return comment;
    }

    /// <summary>A delimiter that begins nowhere before the statement's end: neither in it, nor with its last characters.</summary>
    private static string Delimiter(ReadOnlySpan<byte> statement)
    {
        for (int attempt = 0; ; attempt++)
        {
            string delimiter = attempt switch { 0 => ";;", 1 => "$$", _ => Invariant($"${attempt}$") };
            byte[] ended = [.. statement, .. Encoding.ASCII.GetBytes(delimiter)];
            if (ended.AsSpan().IndexOf(ended.AsSpan(statement.Length)) == statement.Length) return delimiter;
        }
    }

    private static void Write(MemoryStream text, string line) => text.Write(Encoding.UTF8.GetBytes(line));
}
