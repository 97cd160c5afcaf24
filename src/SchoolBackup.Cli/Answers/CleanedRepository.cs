using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>cleanup</c> answers. Sizes are bytes.</summary>
internal sealed record CleanedRepository
{
    /// <summary>Backups that are gone now; none with <c>--what-if</c>.</summary>
    public required int DeletedCount { get; init; }

    public required int KeptCount { get; init; }

    /// <summary>Bytes that the removed files had in one folder.</summary>
    public required long DeletedSize { get; init; }

    public required bool WhatIf { get; init; }

    public required IReadOnlyList<RetentionVerdict> Decisions { get; init; }

    public static CleanedRepository From(IReadOnlyList<CleanupDecision> decisions, CleanupMode mode)
    {
        CleanupDecision[] removed = [.. decisions.Where(decided => decided.Decision.Action == RetentionAction.Remove)];
        bool isDone = mode == CleanupMode.Remove;
        return new()
        {
            DeletedCount = isDone ? removed.Length : 0,
            KeptCount = decisions.Count - removed.Length,
            DeletedSize = isDone ? removed.Sum(decided => decided.Entry.Size) : 0,
            WhatIf = !isDone,
            Decisions = [.. decisions.Select(RetentionVerdict.From)],
        };
    }

    public string Text(Palette colours)
    {
        var table = new TextTable(
            ("", Side.Left), ("BACKUP", Side.Left), ("SIZE", Side.Right), ("DATABASE", Side.Left), ("WHY", Side.Left));
        string remove = WhatIf ? "would remove" : "removed";
        foreach (RetentionVerdict verdict in Decisions)
            table.Add(
                verdict.Action == "remove" ? new Cell(remove, colours.Bad) : "kept",
                verdict.Filename,
                Figures.Size(verdict.Size),
                verdict.Database ?? "",
                verdict.Reason);
        RetentionVerdict[] gone = [.. Decisions.Where(verdict => verdict.Action == "remove")];
        string summary = Invariant($"{Figures.Count(gone.Length, "backup")} {(WhatIf ? "would be removed" : "removed")} ({Figures.Size(gone.Sum(verdict => verdict.Size))}), {KeptCount} kept");
        return Decisions.Count == 0 ? "nothing to clean up" : string.Join('\n', [.. table.Lines(colours), summary]);
    }
}

/// <summary>What becomes of one file (<c>keep</c> or <c>remove</c>), and why.</summary>
internal sealed record RetentionVerdict(string Filename, string Path, string? Database, string? Timestamp, long Size, string Action, string Reason)
{
    public static RetentionVerdict From(CleanupDecision decided) => new(
        decided.Entry.FileName,
        decided.Entry.Path,
        decided.Decision.Candidate.Database,
        decided.Decision.Candidate.Timestamp is { } time ? AnswerJson.Time(time) : null,
        decided.Entry.Size,
        decided.Decision.Action == RetentionAction.Remove ? "remove" : "keep",
        decided.Decision.Reason);
}
