namespace SchoolBackup.Bench;

/// <summary>A command that is measured beside others that do the same.</summary>
/// <param name="Group">What it does: contenders of one group are compared.</param>
/// <param name="Name">How the report calls it.</param>
/// <param name="Command">A line for <c>bash -o pipefail</c>.</param>
/// <param name="Output">File or folder that it writes and whose size counts, or null.</param>
internal sealed record Contender(string Group, string Name, string Command, string? Output = null)
{
    /// <summary>Done before each run, and not measured.</summary>
    public Action Prepare { get; init; } = () => { };

    /// <summary>Done after each run; throws when the command did not do its job.</summary>
    public Action Check { get; init; } = () => { };
}
