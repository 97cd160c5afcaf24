using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace SchoolBackup.Completion;

/// <summary>What completes a word. Pure: names in, texts out.</summary>
internal static partial class Candidates
{
    /// <summary>
    /// The names that begin with a word or match it as a pattern, in the order in which they come, each as it has to be typed.
    /// </summary>
    /// <param name="names">All there are.</param>
    /// <param name="word">What has been typed; it may begin with a quote.</param>
    public static IEnumerable<(string Text, string Name)> Of(IEnumerable<string> names, string? word) =>
        names.Where(name => FileSystemName.MatchesSimpleExpression(Unquoted(word) + "*", name)).Select(name => (Quoted(name), name));

    /// <summary>Whether a word is the beginning of a path, and not of a name.</summary>
    public static bool IsPath(string? word) => Unquoted(word) is ['.' or '~', ..] || Unquoted(word).AsSpan().ContainsAny('/', '\\');

    private static string Unquoted(string? word) => (word ?? "").Trim('\'', '"');

    /// <summary>A name as an argument that means nothing but itself.</summary>
    private static string Quoted(string name) => Plain().IsMatch(name) ? name : $"'{name.Replace("'", "''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"^[\p{L}_][\p{L}\p{Nd}_.\-]*$", RegexOptions.NonBacktracking)]
    private static partial Regex Plain();
}
