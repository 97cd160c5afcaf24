using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Dump;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Engine.Sql;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a server and an account must be able to do before anything is written to them.</summary>
internal static class TargetCapabilities
{
    private static readonly string[] TablePrivileges = ["SELECT", "INSERT", "CREATE", "DROP", "ALTER"];

    /// <exception cref="BackupException">TargetLacksCapability or PrivilegeMissing, naming all that is missing.</exception>
    public static void Require(MySqlConnection connection, ArchiveReader archive, RestorePlan plan, RestoreOptions options)
    {
        List<string> missing = [.. MissingFeatures(connection, archive, plan), .. DefinitionsNeed.MissingOn(connection.Server.Quirks, OutsideReferences.Definitions(archive, plan))];
        if (missing.Count > 0)
        {
            throw new BackupException(
                BackupError.TargetLacksCapability,
                $"the server {connection.Server.Text} lacks what the backup needs: {string.Join(", ", missing)}",
                $"restore into a server like the one that was backed up ({archive.Header.ShownServerVersion}), or leave these tables out with --table");
        }

        NameRules names = NameRules.Of(connection);
        RequireDistinctNames(names, archive, plan.Source.Name, plan.Tables);
        Privileges privileges = Privileges.Read(connection, names);
        string[] denied = [.. Needed(archive, plan).Where(privilege => !privileges.On(plan.Target, privilege))];
        if (denied.Length > 0)
        {
            throw new BackupException(
                BackupError.PrivilegeMissing,
                $"the account '{options.Connection.User}' lacks privileges on '{plan.Target}': {string.Join(", ", denied)}",
                $"grant them, or use another account");
        }

        RequireSequences(connection, names, archive, plan);
        RequireDefiners(connection, archive, plan, options, privileges);
        WayBackRights.Require(connection, plan, options, privileges);
    }

    /// <summary>Where case is ignored, tables or views of the backup may be one to the server.</summary>
    /// <exception cref="BackupException">TargetLacksCapability, naming them.</exception>
    public static void RequireDistinctNames(NameRules names, ArchiveReader archive, string database, IEnumerable<TableEntry> tables)
    {
        IEnumerable<string> views = archive.Index.Objects.Where(one => one.Database == database && one.Type == "VIEW").Select(one => one.Name);
        if (names.Collisions([.. tables.Select(table => table.Name), .. views]) is not { Count: > 0 } one) return;
        throw new BackupException(
            BackupError.TargetLacksCapability,
            $"to this server (lower_case_table_names), tables or views of the backup have one name: {string.Join(", ", one)}",
            "restore on a server that tells them apart, or choose one of them with --table");
    }

    /// <summary>A default that draws from a sequence can only be set where the sequence is.</summary>
    private static void RequireSequences(MySqlConnection connection, NameRules names, ArchiveReader archive, RestorePlan plan)
    {
        HashSet<string> there = new(names.Tables);
        // In a whole restore, those of the target leave it together with the tables that are replaced.
        there.UnionWith(connection.Rows("SELECT table_schema, table_name FROM information_schema.tables WHERE table_type = 'SEQUENCE'", row => (Schema: row.GetString(0), Name: row.GetString(1)))
            .Where(sequence => plan.Extent != RestoreExtent.Database || !names.Tables.Equals(sequence.Schema, plan.Target)).Select(sequence => Identifier.Quote(sequence.Schema, sequence.Name)));
        there.UnionWith(plan.Tables.Where(table => table.Type == nameof(TableType.Sequence)).Select(table => Identifier.Quote(plan.Target, table.Name)));
        (string Table, ObjectReference Sequence)[] missing = [.. OutsideReferences.Sequences(archive, plan)
            .Where(use => !there.Contains(Identifier.Quote(use.Sequence.Schema ?? plan.Target, use.Sequence.Name))).Distinct()];
        if (missing.Length == 0) return;
        string[] kept = [.. missing.Select(use => use.Sequence)
            .Where(sequence => archive.Index.Tables.Any(table => sequence.Schema is null && table.Database == plan.Source.Name && table.Name == sequence.Name))
            .Select(sequence => sequence.Name).Distinct(StringComparer.Ordinal)];
        throw new BackupException(
            BackupError.TargetLacksCapability,
            $"defaults draw from sequences that are neither restored nor there: {string.Join(", ", missing.Select(use => $"{use.Table} from {use.Sequence.Schema ?? plan.Target}.{use.Sequence.Name}"))}",
            kept.Length > 0 ? $"choose them, too: {string.Join(" ", kept.Select(name => $"--table {name}"))}" : "the backup does not hold them: create them first (CREATE SEQUENCE), and choose the tables with --table");
    }

    private static IEnumerable<string> Needed(ArchiveReader archive, RestorePlan plan)
    {
        HashSet<string> types = [.. archive.Index.Objects.Where(one => one.Database == plan.Source.Name).Select(one => one.Type)];
        foreach (string privilege in TablePrivileges) yield return privilege;
        if (types.Contains("TRIGGER")) yield return "TRIGGER";
        if (plan.Extent == RestoreExtent.Tables) yield break;
        if (types.Contains("VIEW")) yield return "CREATE VIEW";
        if (types.Contains("PROCEDURE") || types.Contains("FUNCTION") || types.Contains("PACKAGE")) yield return "CREATE ROUTINE";
        if (types.Contains("EVENT")) yield return "EVENT";
    }

    private static IEnumerable<string> MissingFeatures(MySqlConnection connection, ArchiveReader archive, RestorePlan plan)
    {
        ServerCollations collations = ServerCollations.Read(connection);
        HashSet<string> engines = [.. connection.Rows("SELECT engine FROM information_schema.engines WHERE support IN ('YES', 'DEFAULT')", row => row.GetString(0))];
        foreach (string collation in plan.Tables.SelectMany(table => table.Collations).Append(plan.Source.Collation)
            .Concat(plan.Extent == RestoreExtent.Tables ? [] : DefinitionsNeed.CollationsOfStoredObjects(archive, plan.Source.Name)).Distinct(StringComparer.Ordinal).Where(one => !collations.Contains(one)))
            yield return $"the collation {collation}";
        foreach (string engine in plan.Tables.Select(table => table.Engine).Distinct(StringComparer.Ordinal).Where(one => !engines.Contains(one, StringComparer.OrdinalIgnoreCase)))
            yield return $"the engine {engine}";
        if (!connection.Server.Quirks.HasSequences && plan.Tables.Any(table => table.Type == nameof(TableType.Sequence))) yield return "sequences";
        if (!plan.Tables.Any(table => table.Type == nameof(TableType.SystemVersioned))) yield break;
        if (!connection.Server.Quirks.HasInsertHistory) yield return "inserting the history of system-versioned tables (system_versioning_insert_history)";
        else if (EndOfTime.Differs(archive, connection) && connection.Scalar("SELECT @@local_infile") != "1")
            yield return "LOAD DATA LOCAL (local_infile), which history from a server with another range of TIMESTAMP needs";
    }

    /// <summary>To make an object in somebody else's name takes a privilege of its own.</summary>
    private static void RequireDefiners(MySqlConnection connection, ArchiveReader archive, RestorePlan plan, RestoreOptions options, Privileges privileges)
    {
        if (options.Definers is not DefinerPolicy.Keep) return;
        if (privileges.MaySetDefiners(connection.Server)) return;
        string? self = connection.Scalar("SELECT CURRENT_USER()");
        string[] others = [.. archive.Index.Objects.Where(one => one.Database == plan.Source.Name && one.Definer is not null && one.Definer != self).Select(one => one.Definer!).Distinct(StringComparer.Ordinal)];
        if (others.Length == 0) return;
        throw new BackupException(
            BackupError.PrivilegeMissing,
            $"the account may not make objects in the name of {string.Join(", ", others)}",
            "use --definer strip to make them your own, --definer OLD=NEW to map them, or an account with SET USER (MySQL: SET_ANY_DEFINER, and SYSTEM_USER for definers that have it)");
    }
}
