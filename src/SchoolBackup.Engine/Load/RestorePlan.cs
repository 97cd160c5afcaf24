using SchoolBackup.Engine.Archive;

namespace SchoolBackup.Engine.Load;

/// <summary>What of a backup goes where.</summary>
/// <param name="Source">The database in the backup, with its defaults.</param>
/// <param name="Target">The name that it is restored under.</param>
/// <param name="Tables">The tables that are restored.</param>
/// <param name="Extent">How much of the target it speaks for.</param>
internal sealed record RestorePlan(DatabaseEntry Source, string Target, IReadOnlyList<TableEntry> Tables, RestoreExtent Extent);
