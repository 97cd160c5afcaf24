using System.Text;
using System.Text.RegularExpressions;
using dotenv.net;

namespace SchoolBackup.Engine.Configuration;

/// <summary>
/// The variables of a <c>.env</c> file, as dotenv.net reads it: <c># comments</c> after a blank, quotes, <c>export</c>. A <c>$</c> stays as
/// it is: passwords have it. Of two lines with the same name the last one counts.
/// </summary>
public sealed partial class EnvFile
{
    private EnvFile(IReadOnlyDictionary<string, Variable> variables) => Variables = variables;

    internal IReadOnlyDictionary<string, Variable> Variables { get; }

    /// <summary>Reads the text of a <c>.env</c> file.</summary>
    /// <param name="text">Its content.</param>
    /// <param name="path">Its name, for messages.</param>
    /// <exception cref="Errors.BackupException"><see cref="Errors.BackupError.ConfigurationInvalid"/>: a quote is not closed.</exception>
    public static EnvFile Parse(string text, string path)
    {
        Dictionary<string, int> lines = LinesByName(text);
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var options = new DotEnvOptions(
            ignoreExceptions: false, trimValues: true, supportExportSyntax: true, supportInlineComments: true,
            supportVariableExpansion: false, envStreams: [content]);
        try
        {
            return new EnvFile(DotEnv.Read(options).ToDictionary(
                pair => pair.Key, pair => new Variable(pair.Value, Invariant($"{pair.Key} in {path}:{lines.GetValueOrDefault(pair.Key)}")), StringComparer.Ordinal));
        }
        catch (ArgumentException fault) // its message names the variable, not the value
        {
            throw ConfigurationFault.Malformed(
                path, fault.Message, "close the quote, or put the value into the other kind of quotes", fault);
        }
    }

    /// <summary>dotenv.net does not tell the lines: for messages, look for the last line that begins so.</summary>
    private static Dictionary<string, int> LinesByName(string text)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        int number = 0;
        foreach (string line in text.Split('\n'))
        {
            number++;
            if (Assignment().Match(line) is { Success: true } match)
                found[match.Groups["name"].Value] = number;
        }
        return found;
    }

    [GeneratedRegex(@"^\uFEFF?\s*(export\s+)?(?<name>[^\s=#]+)\s*=", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Assignment();
}
