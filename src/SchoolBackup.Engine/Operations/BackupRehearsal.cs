using SchoolBackup.Engine.Archive;
using SchoolBackup.Engine.Load;
using SchoolBackup.Engine.Reporting;
using SchoolBackup.Engine.Schema;
using SchoolBackup.Engine.Server;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Operations;

/// <summary>
/// Makes a backup's stored objects in a scratch database: what the server refuses, it refuses before the live database is touched.
/// </summary>
internal sealed class BackupRehearsal(ArchiveReader archive, RestorePlan plan, RestoreOptions options, IProgress<RunProgress> progress)
{
    /// <summary>Makes them beside the restored tables, and drops them again.</summary>
    /// <param name="shadow">Where the tables are.</param>
    /// <exception cref="MySqlException">The server refuses one.</exception>
    /// <exception cref="BackupException">DefinitionDiffers: it makes another one of it.</exception>
    public void In(string shadow)
    {
        using MySqlConnection connection = SchemaLoader.Open(options.Connection, CancellationToken.None);
        var loader = new StoredObjectLoader(archive, connection, new StoredRewrite(plan.Source.Name, shadow, options.Definers, EventsAre.Disabled));
        loader.Load(Kinds(), plan.Tables);
        using MySqlConnection second = SchemaLoader.Open(options.Connection, CancellationToken.None);
        new DefinitionCheck(archive, plan.Source.Name, plan.Tables).Require(second, shadow, MadeIn.Scratch, loader.Made);
        LiveDatabase made = LiveDatabase.Read(second, shadow);
        // With triggers, no table can change its database (error 1435).
        made.DropTriggers(second, [.. made.Tables]);
        made.DropStored(second, null);
    }

    /// <summary>For a restore in place, which has no shadow: makes them on empty tables, in a scratch of their own.</summary>
    /// <returns>Null, or why that could not be tried: an account that restores in place may have no right to make a database.</returns>
    /// <exception cref="MySqlException">The server refuses one.</exception>
    public string? Beside(CancellationToken stop)
    {
        ScratchSchema scratch;
        try
        {
            scratch = ScratchSchema.Create(options.Connection, plan.Source with { Name = plan.Target }, "rehearsal", stop);
        }
        catch (BackupException refused) when (refused.Code == BackupError.PrivilegeMissing)
        {
            return $"views, routines, triggers and events could not be tried before the tables were dropped: {refused.Message}";
        }

        using (scratch)
        {
            return scratch.Use(() =>
            {
                var empty = new LoadRequest(archive, [.. plan.Tables.Select(table => table with { ContentHash = null, Computed = null })], scratch.Name, options.Connection, 1);
                new SchemaLoader(empty, progress).Run(stop);
                In(scratch.Name);
                return (string?)null;
            });
        }
    }

    /// <summary>Without the whole database, views may stand on tables of the live one that the shadow has not.</summary>
    private ChunkKind[] Kinds() => plan.Extent switch
    {
        RestoreExtent.Database => LiveDatabase.StoredKinds,
        RestoreExtent.Contents => [ChunkKind.Routines, ChunkKind.Triggers, ChunkKind.Events],
        _ => [ChunkKind.Triggers],
    };
}
