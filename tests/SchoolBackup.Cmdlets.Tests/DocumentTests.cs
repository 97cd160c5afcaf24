namespace SchoolBackup.Cmdlets.Tests;

public sealed class DocumentTests
{
    private const int LongestLine = 140;

    public static TheoryData<string> Documents =>
    [
        .. ((string[])[".", "docs", "module/help", "tests/fidelity"])
            .SelectMany(folder => Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.md"))
            .Select(file => Path.GetRelativePath(RepositoryRoot.Path, file)),
    ];

    /// <summary>A row of a table has to be one line; all else is read beside other things, too.</summary>
    [Theory, MemberData(nameof(Documents))]
    public void No_line_is_too_long_for_a_window(string document) => Assert.Empty(
        File.ReadLines(Path.Combine(RepositoryRoot.Path, document))
            .Select((line, i) => (Line: line, Place: $"{document}:{i + 1}"))
            .Where(line => line.Line.Length > LongestLine && !line.Line.StartsWith('|')));

    [Fact]
    public void The_documents_are_found() => Assert.Superset(
        new HashSet<object?> { "README.md", "CHANGELOG.md", "CONTRIBUTING.md", Path.Combine("docs", "architecture.md") },
        [.. Documents.Select(row => row.GetData()[0])]);
}
