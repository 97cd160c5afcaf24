using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>Whether a removal has taken place.</summary>
internal enum RemovalState
{
    Planned,
    Done,
}

/// <summary>What <c>remove</c> answers. Sizes are bytes.</summary>
internal sealed record RemovedBackups
{
    /// <summary>Backups that are gone now; none with <c>--what-if</c>.</summary>
    public required int DeletedCount { get; init; }

    /// <summary>Bytes that the removed files had in one folder.</summary>
    public required long DeletedSize { get; init; }

    public required bool WhatIf { get; init; }

    public required IReadOnlyList<ListedBackup> Backups { get; init; }

    public static RemovedBackups Of(IReadOnlyList<CatalogueEntry> entries, RemovalState state) => new()
    {
        DeletedCount = state == RemovalState.Done ? entries.Count : 0,
        DeletedSize = state == RemovalState.Done ? entries.Sum(entry => entry.Size) : 0,
        WhatIf = state == RemovalState.Planned,
        Backups = [.. entries.Select(ListedBackup.From)],
    };

    public string Text(Palette colours) => string.Join('\n', Backups.Select(backup =>
        $"{(WhatIf ? "would remove" : colours.Good("removed"))} {Letters.Printable(backup.Path)}{(backup.Location == "both" ? " and its copy" : "")} ({Figures.Size(backup.Size)}, made {backup.Timestamp})"));
}
