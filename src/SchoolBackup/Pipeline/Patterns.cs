using System.Management.Automation;

namespace SchoolBackup.Pipeline;

/// <summary>Names with wildcards, as PowerShell means them.</summary>
internal static class Patterns
{
    /// <summary>Whether a text fits one of some patterns; case makes no difference.</summary>
    public static Predicate<string> Matching(params string[] patterns)
    {
        WildcardPattern[] compiled = [.. patterns.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase))];
        return text => compiled.Any(pattern => pattern.IsMatch(text));
    }
}
