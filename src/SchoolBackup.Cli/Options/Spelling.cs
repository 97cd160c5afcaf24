using System.CommandLine;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Options;

/// <summary>What somebody may have meant who typed a word that is none of ours.</summary>
internal static class Spelling
{
    /// <summary>More letters than these make another word.</summary>
    private const int FarthestLetters = 2;

    /// <summary>The beginning of a hint, such as <c>did you mean list? </c>; empty when nothing is near.</summary>
    public static string Hint(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] known =
        [
            .. command.Subcommands.Select(one => one.Name),
            .. command.Options.Concat(command.Parents.OfType<Command>().SelectMany(parent => parent.Options).Where(option => option.Recursive)).Select(option => option.Name),
        ];
        string[] meant = [.. parsed.UnmatchedTokens.Select(word => Nearest(word, known)).OfType<string>().Distinct(StringComparer.Ordinal)];
        return meant.Length == 0 ? "" : $"did you mean {string.Join(" and ", meant)}? ";
    }

    private static string? Nearest(string word, string[] known) => known
        .Select(name => (Name: name, Distance: NearestNames.Distance(word, name)))
        .Where(one => one.Distance <= FarthestLetters)
        .OrderBy(one => one.Distance).ThenBy(one => one.Name, StringComparer.Ordinal)
        .Select(one => one.Name).FirstOrDefault();
}
