using SchoolBackup.Engine.Recipes;

namespace SchoolBackup.Pipeline;

/// <summary>What a restore would do, for <c>-WhatIf</c> and the question that is asked.</summary>
internal static class RestoreWords
{
    public static string Of(RestorePreview preview, RestoreOptions options)
    {
        string deed = char.ToUpperInvariant(preview.Deed[0]) + preview.Deed[1..];
        return string.Join("; ", new[] { deed, $"on {options.Connection}", Consequence(preview, options) }.Where(part => part.Length > 0));
    }

    private static string Consequence(RestorePreview preview, RestoreOptions options)
    {
        if (preview.LiveTables.Count == 0) return "";
        string safety = options.SafetyBackupPath is { } path
            ? $"what is there now is first backed up to {path}"
            : "what is there now is NOT backed up first";
        string fate = (options.Placement, options.Replaced) switch
        {
            (Placement.InPlace, _) => ", then dropped and loaded anew",
            (_, ReplacedTables.Keep) => ", and kept in a database beside",
            _ => "",
        };
        return safety + fate;
    }
}
