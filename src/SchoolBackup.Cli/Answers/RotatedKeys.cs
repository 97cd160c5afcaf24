using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>key rotate</c> answers.</summary>
internal sealed record RotatedKeys
{
    /// <summary>Files with a new key block; with <c>--what-if</c>, those that would get one.</summary>
    public required int RotatedCount { get; init; }

    /// <summary>Files that the new key opened already.</summary>
    public required int AlreadyDoneCount { get; init; }

    /// <summary>The new key; absent for a passphrase.</summary>
    public string? KeyId { get; init; }

    public required bool OldKeysRemoved { get; init; }

    public required bool WhatIf { get; init; }

    /// <summary>Paths of the rotated files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    public static RotatedKeys From(IReadOnlyList<RotatedBackup> backups, RotationOptions options)
    {
        string[] rotated = [.. backups.Where(backup => backup.Outcome == RotationOutcome.Rotated).Select(backup => backup.Backup.Address)];
        return new()
        {
            RotatedCount = rotated.Length,
            AlreadyDoneCount = backups.Count - rotated.Length,
            KeyId = options.NewKey.Id,
            OldKeysRemoved = options.OldKeys == OldKeys.Remove && options.Mode == RotationMode.Rotate,
            WhatIf = options.Mode == RotationMode.WhatIf,
            Files = rotated,
        };
    }

    public string Text(Palette colours)
    {
        if (RotatedCount + AlreadyDoneCount == 0) return "no encrypted backups here";
        string key = KeyId is null ? "the new passphrase" : $"key {KeyId}";
        string verb = WhatIf ? "would be rotated to" : "rotated to";
        string already = AlreadyDoneCount > 0 ? $"; {Figures.Count(AlreadyDoneCount, "backup")} had it already" : "";
        string old = WhatIf || RotatedCount == 0 ? "" : OldKeysRemoved ? "\n  no other key opens them any more" : "\n  the old key still opens them; --remove-old takes it away";
        return $"{colours.Good(Figures.Count(RotatedCount, "backup"))} {verb} {key}{already}{old}";
    }
}
