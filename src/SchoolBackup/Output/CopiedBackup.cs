using SchoolBackup.Engine.Operations;

namespace SchoolBackup;

/// <summary>A backup that <c>Copy-SchoolBackup</c> has copied, or would with <c>-WhatIf</c>. Its file is the copy.</summary>
public sealed class CopiedBackup(CopyResult result) : FileFacts(result.Copy)
{
    /// <summary><c>Copied</c>, <c>Present</c> when it lay there already, or <c>Missing</c> with <c>-WhatIf</c>.</summary>
    public string Outcome { get; } = result.Outcome.ToString();

    /// <summary>The place that has the copy.</summary>
    public string Location { get; } = result.Copy.Repository.Location;

    /// <summary>The address of the file that was read.</summary>
    public string Source { get; } = result.Entry.Path;

    /// <summary>The database; null when it holds several, or nobody knows.</summary>
    public string? Database { get; } = result.Entry.Databases is [var one] ? one : null;

    /// <summary>Bytes.</summary>
    public long Size { get; } = result.Entry.Size;
}
