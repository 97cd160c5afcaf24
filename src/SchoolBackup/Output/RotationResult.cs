using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Operations;

namespace SchoolBackup;

/// <summary>An encrypted backup that <c>Update-SchoolBackupKey</c> has given a new key, or would with <c>-WhatIf</c>.</summary>
public sealed class RotationResult(RotatedBackup backup, MasterKey newKey, RotationMode mode) : FileFacts(backup.Backup)
{
    /// <summary><c>Rotated</c>, <c>WouldRotate</c> with <c>-WhatIf</c>, or <c>AlreadyDone</c> when there was nothing left to do.</summary>
    public string Outcome { get; } =
        backup.Outcome == RotationOutcome.Rotated && mode == RotationMode.WhatIf ? "WouldRotate" : backup.Outcome.ToString();

    /// <summary>The id of the new key; null for a passphrase, which has none.</summary>
    public string? KeyId { get; } = newKey.Id;
}
