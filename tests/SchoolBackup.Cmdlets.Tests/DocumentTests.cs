namespace SchoolBackup.Cmdlets.Tests;

public sealed class DocumentTests
{
    private const int LongestLine = 140;

    private static readonly string[] Folders = [".", "docs", "module/help", "tests/fidelity"];

    private static IEnumerable<string> Found => Folders
        .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.md"))
        .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file));

    public static TheoryData<string> Documents => [.. Found];

    /// <summary>A row of a table has to be one line; all else is read beside other things, too.</summary>
    [Theory, MemberData(nameof(Documents))]
    public void No_line_is_too_long_for_a_window(string document) => Assert.All(
        File.ReadLines(Path.Combine(RepositoryRoot.Path, document)).Where(line => !line.StartsWith('|')),
        line => Assert.True(line.Length <= LongestLine, line));

    [Fact]
    public void The_documents_are_found() =>
        Assert.Superset(new HashSet<string> { "README.md", "CHANGELOG.md", "CONTRIBUTING.md", Path.Combine("docs", "architecture.md") }, Found.ToHashSet(StringComparer.Ordinal));
}
