using SchoolBackup.Engine.Operations;

namespace SchoolBackup;

/// <summary>One place of a mirror, and how far it was behind the others.</summary>
public sealed class MirroredLocation(MirroredPlace place)
{
    public string Location { get; } = place.Place.Location;

    /// <summary>When its newest backup was made before the run, in local time; null when it had none.</summary>
    public DateTime? Newest { get; } = place.Newest?.LocalDateTime;

    /// <summary>How much older that was than the newest of all places.</summary>
    public TimeSpan? Lag { get; } = place.Lag;

    /// <summary>Backups that were copied there.</summary>
    public int Copied { get; } = place.Copied;

    /// <summary>Backups that it still lacks, because they failed or with <c>-WhatIf</c>.</summary>
    public int Missing { get; } = place.Missing;

    /// <summary>Why the place could not be looked into; null when it could.</summary>
    public string? Problem { get; } = place.Problem?.Message;
}
