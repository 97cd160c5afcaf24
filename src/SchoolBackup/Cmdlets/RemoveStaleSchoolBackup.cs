using System.Management.Automation;
using SchoolBackup.Engine.Operations;
using SchoolBackup.Engine.Retention;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Pipeline;

namespace SchoolBackup.Cmdlets;

[Cmdlet(VerbsCommon.Remove, "StaleSchoolBackup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RetentionDecision))]
public sealed class RemoveStaleSchoolBackup : ChoosingCmdlet
{
    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? RetentionDays { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? ExternalRetentionDays { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? KeepLast { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? KeepDaily { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? KeepWeekly { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? KeepMonthly { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int? KeepYearly { get; set; }

    [Parameter, ValidateRange(1, int.MaxValue)]
    public int MinimumKept { get; set; } = 1;

    private protected override void Work()
    {
        CleanupOptions options = Options();
        IReadOnlyList<CleanupDecision> decisions = Decide(options);
        HashSet<string> approved = [.. decisions.Where(decided => Goes(decided) && IsApproved(decided)).Select(decided => decided.Entry.Path)];
        if (!IsWhatIf && decisions.Any(Goes))
            decisions = Decide(options with { Mode = CleanupMode.Remove, Approved = approved });
        foreach ((CatalogueEntry entry, Engine.Retention.RetentionDecision decision) in decisions)
        {
            WriteVerbose($"{decision.Action} {entry.FileName} ({entry.Subject ?? "unknown database"}): {decision.Reason}");
            WriteObject(new RetentionDecision(decision, entry));
        }
    }

    private static bool Goes(CleanupDecision decided) => decided.Decision.Action == RetentionAction.Remove;

    private IReadOnlyList<CleanupDecision> Decide(CleanupOptions options) =>
        Run("Cleaning up backups", progress => new CleanupOperation(TimeProvider.System, progress).Run(options, Stop));

    private bool IsApproved(CleanupDecision decided)
    {
        string name = Configuration.ExternalRetentionDays is null ? decided.Entry.FileName : decided.Entry.Path;
        return Agreed($"Remove the backup {name} ({Figures.Size(decided.Entry.Size)}): {decided.Decision.Reason}");
    }

    private CleanupOptions Options()
    {
        var asked = new RetentionPolicy
        {
            KeepLast = KeepLast,
            KeepDaily = KeepDaily,
            KeepWeekly = KeepWeekly,
            KeepMonthly = KeepMonthly,
            KeepYearly = KeepYearly,
            MinimumKept = MinimumKept,
        };
        return new CleanupOptions
        {
            Places = Configuration.Repositories,
            Mode = CleanupMode.WhatIf,
            LockTimeout = TimeSpan.FromSeconds(LockTimeout),
            Judged = AreAllMeant ? null : IsMeant,
            Policy = Configuration.Retention(asked),
            ExternalPolicy = Configuration.ExternalRetention(asked),
        };
    }
}
