using System.Text.RegularExpressions;

namespace SchoolBackup.Cmdlets.Tests;

/// <summary>The folders of the engine depend on each other in one direction: who reads one need not know those that stand on it.</summary>
public sealed partial class RoomTests
{
    private static readonly string Engine = Path.Combine(RepositoryRoot.Path, "src", "SchoolBackup.Engine");

    [Fact]
    public void No_folders_of_the_engine_need_each_other()
    {
        Dictionary<string, string[]> needs = Directory.GetDirectories(Engine)
            .Select(folder => (Name: Path.GetFileName(folder), Files: Directory.GetFiles(folder, "*.cs")))
            .Where(folder => folder.Files.Length > 0)
            .ToDictionary(folder => folder.Name, folder => folder.Files.SelectMany(Needed).Distinct(StringComparer.Ordinal).Where(one => one != folder.Name).ToArray(), StringComparer.Ordinal);
        Assert.Contains("Operations", needs.Keys);

        // Whatever needs nothing that is left is taken away; what then is left needs itself.
        while (needs.Where(folder => !folder.Value.Any(needs.ContainsKey)).Select(folder => folder.Key).ToArray() is [_, ..] free)
            foreach (string folder in free) needs.Remove(folder);
        Assert.Empty(needs.Select(folder => $"{folder.Key} needs {string.Join(", ", folder.Value.Where(needs.ContainsKey))}"));
    }

    private static IEnumerable<string> Needed(string file) => Using().Matches(File.ReadAllText(file)).Select(found => found.Groups["folder"].Value);

    [GeneratedRegex(@"^using (static )?SchoolBackup\.Engine\.(?<folder>\w+)", RegexOptions.ExplicitCapture | RegexOptions.Multiline)]
    private static partial Regex Using();
}
