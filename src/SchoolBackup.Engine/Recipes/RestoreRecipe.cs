namespace SchoolBackup.Engine.Recipes;

/// <summary>What a restore would replace, for whoever has to confirm it.</summary>
/// <param name="File">The backup.</param>
/// <param name="Database">The database that it would be restored into.</param>
/// <param name="LiveTables">Tables there that it would replace; none when the database is new.</param>
/// <param name="LiveRows">Their rows, by the server's estimate.</param>
/// <param name="Timestamp">When the backup was made, or null for a dump that does not say.</param>
public sealed record RestorePreview(string File, string Database, IReadOnlyList<string> LiveTables, long LiveRows, DateTimeOffset? Timestamp);

/// <summary>Restores a backup: loads a shadow, checks it against the manifest, and swaps it in.</summary>
public sealed class RestoreRecipe(TimeProvider clock, IProgress<RunProgress> progress)
{
    /// <summary>Looks, and changes nothing: what <c>--what-if</c> and the confirmation say.</summary>
    public RestorePreview Preview(RestoreOptions options, CancellationToken stop) => throw new NotSupportedException($"{clock}{progress}");

    public RestoreResult Run(RestoreOptions options, CancellationToken stop) => throw new NotSupportedException();
}
