using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Configuration;

/// <summary>
/// What a <c>my.cnf</c> says to clients: the options of its groups <c>[client]</c>, <c>[client-server]</c>, <c>[client-mariadb]</c> and
/// <c>[schoolbackup]</c>. Of two lines for one option the last one counts, whatever their groups.
/// </summary>
/// <remarks>
/// Stricter than the server's own clients where they pass over something in silence: a file that <c>!include</c> names must be there, and
/// a file that everybody may write to is refused instead of ignored. A relative path in <c>!include</c> starts at the file that has it.
/// </remarks>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/option-files.html"/>
public sealed class OptionFile
{
    private const int DeepestInclude = 10;

    private static readonly string[] Groups = ["client", "client-server", "client-mariadb", "schoolbackup"];

    private readonly Dictionary<string, OptionFileEntry> _entries = new(StringComparer.Ordinal);

    private OptionFile()
    {
    }

    /// <summary>Reads a file and all that it includes.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.ConfigurationInvalid"/>, naming the file and the line: it is missing, cannot be read or is writable by
    /// everybody; a line is no option, group or include; includes go deeper than 10.
    /// </exception>
    public static OptionFile Read(string path)
    {
        var file = new OptionFile();
        file.ReadOne(path, namedBy: "--defaults-file", depth: 0);
        return file;
    }

    internal OptionFileEntry? Find(string name) => _entries.GetValueOrDefault(name);

    private void ReadOne(string path, string namedBy, int depth)
    {
        if (depth > DeepestInclude)
            throw ConfigurationFault.Malformed(
                namedBy, $"includes go deeper than {DeepestInclude} files", "look for files that include each other");
        string[] lines = ReadLines(path, namedBy);
        string? group = null;
        for (int i = 0; i < lines.Length; i++)
        {
            string place = Invariant($"{path}:{i + 1}");
            OptionFileLine line = OptionFileLine.Parse(lines[i]);
            switch (line.Kind)
            {
                case OptionFileLineKind.Group:
                    group = line.Name;
                    break;
                case OptionFileLineKind.Option when group is null:
                    throw ConfigurationFault.Malformed(place, "there is an option before the first group", "write [client] above it");
                case OptionFileLineKind.Option when Groups.Contains(group, StringComparer.OrdinalIgnoreCase):
                    _entries[line.Name] = new OptionFileEntry(line.Value, $"{line.Name} in {place}");
                    break;
                case OptionFileLineKind.Include:
                    ReadOne(Beside(path, line.Name), place, depth + 1);
                    break;
                case OptionFileLineKind.IncludeDirectory:
                    foreach (string included in FilesOf(Beside(path, line.Name), place))
                        ReadOne(included, place, depth + 1);
                    break;
                case OptionFileLineKind.Malformed:
                    throw ConfigurationFault.Malformed(place, "this line is not understood",
                        "write [group], name=value, !include FILE or !includedir FOLDER");
            }
        }
    }

    private static string[] ReadLines(string path, string namedBy)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read);
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file.SafeFileHandle).HasFlag(UnixFileMode.OtherWrite))
                throw ConfigurationFault.Malformed(
                    path, "everybody may write to this file, so its contents cannot be trusted", $"chmod o-w {path}");
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n'); // a \r goes with the blanks at a line's end
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ConfigurationFault.Malformed(
                namedBy, $"cannot read {path}: {fault.Message}", "check the path and the rights of this account", fault);
        }
    }

    /// <summary>In alphabetical order, as MariaDB does; MySQL leaves the order open.</summary>
    private static List<string> FilesOf(string folder, string namedBy)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(folder)
                    .Where(file => file.EndsWith(".cnf", StringComparison.Ordinal)
                        || (OperatingSystem.IsWindows() && file.EndsWith(".ini", StringComparison.OrdinalIgnoreCase)))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw ConfigurationFault.Malformed(
                namedBy, $"cannot read the folder {folder}: {fault.Message}", "check the path and the rights of this account", fault);
        }
    }

    private static string Beside(string path, string included) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", included);
}

/// <summary>An option of a file. Its text shows the place, never the value.</summary>
/// <param name="Value">Null when the option stands there without one.</param>
/// <param name="Place">The option, the file and the line.</param>
internal sealed record OptionFileEntry(string? Value, string Place)
{
    /// <inheritdoc/>
    public override string ToString() => Place;
}
