using System.Text;
using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Load;

/// <summary>Where a restore has made its objects.</summary>
internal enum MadeIn
{
    /// <summary>Beside, where nothing else is; what tables say of others comes when they are in their place.</summary>
    Scratch,

    /// <summary>In their place, where others may be, and events run.</summary>
    Place,
}

/// <summary>
/// Counts what a restore has made, and compares each definition that the server gives now with the one in the backup, as the content is
/// compared. What is missing, one too many, or surrounded by other settings is an error. What is printed in other words is named, with both
/// texts: servers print some definitions otherwise than they took them (columns of old versions, views), and then a backup must still come
/// back.
/// </summary>
/// <param name="archive">The backup.</param>
/// <param name="source">The database in it.</param>
/// <param name="tables">The tables that were restored.</param>
internal sealed class DefinitionCheck(ArchiveReader archive, string source, IReadOnlyList<TableEntry> tables)
{
    private readonly List<string> _differences = [];
    private readonly List<string> _printed = [];
    private readonly List<string> _unlike = [];
    private readonly List<string> _warnings = [];

    /// <summary>What a person should know.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What was found of what the backup holds.</summary>
    public ObjectCounts Counts { get; private set; } = ObjectCounts.None;

    /// <param name="connection">A session in which nothing has been set.</param>
    /// <param name="schema">Where they are.</param>
    /// <param name="room">What kind of place that is.</param>
    /// <param name="stored">The stored objects that were made, in the words that the server took.</param>
    /// <exception cref="BackupException">DefinitionDiffers: an object is missing, one too many, or another one.</exception>
    public void Require(MySqlConnection connection, string schema, MadeIn room, IReadOnlyCollection<StoredObject> stored)
    {
        NameRules names = NameRules.Of(connection);
        DatabaseInfo found = SchemaReader.Read(connection, [schema], []).Single();
        ServerVersion there = EndOfTime.ServerOf(archive);
        bool isSameServer = there.Flavor == connection.Server.Flavor && there.Number == connection.Server.Number;
        var text = new DefinitionText([source, schema], names);
        TableInfo[] foundTables = [.. CompareTables(found, room, new TableDifferences(text), isSameServer, names)];
        StoredObject[] foundStored = [.. CompareStored(found, stored, room, text, isSameServer, names)];
        if (room == MadeIn.Scratch) CompareExtra(found, foundTables, foundStored);
        Counts = ObjectCounts.Of(foundTables.Select(table => table.Type), foundStored.Select(one => one.Kind));
        if (_printed.Count > 0) _warnings.Add($"this server prints what was restored otherwise than the backup has it; look whether it means the same: {string.Join("; ", _printed)}");
        if (_unlike.Count > 0)
            _warnings.Add($"{connection.Server.Text} prints these otherwise than {there.Text}, which was backed up, so their text was not compared: {string.Join(", ", _unlike)}");
        if (_differences.Count == 0) return;
        throw new BackupException(
            BackupError.DefinitionDiffers,
            $"what was restored is not defined as in the backup: {string.Join("; ", _differences)}",
            "this server makes something else of these definitions; compare its settings (SHOW VARIABLES) with those of the server that was backed up, or give the definitions to somebody who knows them");
    }

    private IEnumerable<TableInfo> CompareTables(
        DatabaseInfo found, MadeIn room, TableDifferences differences, bool isSameServer, NameRules names)
    {
        HashSet<string> here = new(tables.Select(table => table.Name), names.Tables);
        foreach ((TableEntry table, byte[] create) in Definitions())
        {
            TableInfo? now = found.Tables.FirstOrDefault(other => names.Tables.Equals(other.Name, table.Name));
            if (now is null)
            {
                _differences.Add($"the {(IsSequence(table) ? "sequence" : "table")} {table.Name} is not there");
                continue;
            }

            if (IsSequence(table)) CompareSequence(table, create, now, found.Name, isSameServer, names);
            else CompareTable(table.Name, Expected(create, room, here), Found(now, create, room), differences, isSameServer);
            yield return now;
        }
    }

    private void CompareTable(string name, TableDefinition backedUp, TableDefinition found, TableDifferences differences, bool isSameServer)
    {
        _differences.AddRange(TableDifferences.Parts(backedUp, found).Select(part => $"the table {name} {part}"));
        string[] texts = [.. differences.Texts(backedUp, found)];
        if (isSameServer) _printed.AddRange(texts.Select(one => $"the table {name} {one}"));
        else if (texts.Length > 0) _unlike.Add($"the table {name}");
        if (isSameServer && differences.StorageOf(backedUp, found) is { } storage)
            _warnings.Add($"this server stores the table {name} otherwise: {storage}");
    }

    private void CompareSequence(TableEntry sequence, byte[] create, TableInfo now, string schema, bool isSameServer, NameRules names)
    {
        if (new DefinitionText([source, schema], names).Difference(create, Encoding.UTF8.GetBytes(now.Definition)) is not { } difference)
            return;
        if (isSameServer) _printed.Add($"the sequence {sequence.Name} is {difference}");
        else _unlike.Add($"the sequence {sequence.Name}");
    }

    private IEnumerable<StoredObject> CompareStored(
        DatabaseInfo found, IReadOnlyCollection<StoredObject> stored, MadeIn room, DefinitionText text, bool isSameServer, NameRules names)
    {
        foreach (StoredObject one in stored)
        {
            string name = Words(one);
            StoredObject? now = found.Stored.FirstOrDefault(
                other => other.Kind == one.Kind && ComparerOf(one.Kind, names).Equals(other.Name, one.Name));
            if (now is null)
            {
                // One that runs once may have run since.
                if (room == MadeIn.Place && one.Kind == StoredKind.Event)
                    _warnings.Add($"{name} was restored, and is gone: its time has come");
                else _differences.Add($"{name} is not there");
                continue;
            }

            string[] surroundings = [.. StoredDifferences.Surroundings(one, now)];
            string? difference = Difference(one, now, text);
            if (isSameServer)
            {
                _differences.AddRange(surroundings.Select(part => $"{name} has another {part}"));
                if (difference is not null) _printed.Add($"{name} has its definition as {difference}");
            }
            else if (surroundings.Length > 0 || difference is not null)
            {
                _unlike.Add(name);
            }

            yield return now;
        }
    }

    private static string? Difference(StoredObject backedUp, StoredObject found, DefinitionText text)
    {
        SqlDialect dialect = SqlDialect.FromSqlMode(backedUp.SqlMode ?? "");
        SqlAccount? definer = Definers.Of(backedUp.Statement, dialect);
        bool isByUs = definer is null || definer == SqlAccount.CurrentUser || definer == SqlAccount.CurrentRole;
        DefinerPolicy policy = isByUs ? new DefinerPolicy.Strip() : new DefinerPolicy.Keep();
        bool isPrinted = backedUp.Invalid is null && found.Invalid is null;
        return isPrinted ? text.Difference(Definers.Rewrite(backedUp.Statement, policy, dialect), Definers.Rewrite(found.Statement, policy, dialect), dialect) : null;
    }

    private void CompareExtra(DatabaseInfo found, IReadOnlyCollection<TableInfo> foundTables, IReadOnlyCollection<StoredObject> foundStored)
    {
        _differences.AddRange(found.Tables.Except(foundTables).Where(table => table.Name != ScratchSchema.Marker).Select(table => $"the table {table.Name} is there, and not in the backup"));
        _differences.AddRange(found.Stored.Except(foundStored).Select(one => $"{Words(one)} is there, and not in the backup"));
    }

    /// <summary>
    /// In the scratch, a table has no default that draws from a sequence, and no foreign key to a table that is not restored.
    /// </summary>
    private static TableDefinition Expected(byte[] create, MadeIn room, HashSet<string> here)
    {
        TableDefinition whole = TableDefinition.Parse(create);
        if (room == MadeIn.Place) return whole;
        TableDefinition bare = TableDefinition.Parse(whole.Without(TableParts.SequenceDefaults));
        return whole.IsSystemVersioned
            ? bare
            : bare.WithoutForeignKeys(key => key.Parent.Schema is null && !here.Contains(key.Parent.Name));
    }

    /// <summary>What the server says now; a column that waits for its sequence says instead that it has no default.</summary>
    private static TableDefinition Found(TableInfo now, byte[] create, MadeIn room)
    {
        string text = SchemaText.WithoutOwnDatabase(now);
        if (room == MadeIn.Place) return TableDefinition.Parse(Encoding.UTF8.GetBytes(text));
        HashSet<string> waiting = [.. TableDefinition.Parse(create).DefaultsThatUseSequences.Select(column => column.Column)];
        foreach (TableItem column in TableDefinition.Parse(Encoding.UTF8.GetBytes(text)).Columns.Where(column => waiting.Contains(column.Name)))
        {
            string shown = Encoding.UTF8.GetString(column.Text.Span);
            text = text.Replace(shown, shown.Replace(" DEFAULT NULL", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        return TableDefinition.Parse(Encoding.UTF8.GetBytes(text));
    }

    private IEnumerable<(TableEntry Table, byte[] Create)> Definitions()
    {
        Dictionary<string, TableEntry> wanted = tables.ToDictionary(table => table.Name, StringComparer.Ordinal);
        foreach (ChunkEntry chunk in archive.Index.Chunks.Where(chunk => chunk.Kind == ChunkKind.Structure && chunk.Database == source && wanted.ContainsKey(chunk.Table!)))
        {
            using Stream text = archive.OpenChunk(chunk);
            using var statements = new StatementSplitter(text);
            while (statements.Read())
                if (statements.Statement.Span.StartsWith("CREATE"u8)) yield return (wanted[chunk.Table!], statements.Statement.ToArray());
        }
    }

    private static StringComparer ComparerOf(StoredKind kind, NameRules names) =>
        kind is StoredKind.View or StoredKind.Trigger ? names.Tables : NameRules.Programs;

    private static bool IsSequence(TableEntry table) => table.Type == nameof(TableType.Sequence);

    private static string Words(StoredObject one) => $"the {SchemaText.TypeName(one.Kind).ToLowerInvariant()} {one.Name}";
}
