using SchoolBackup.Help.Text;

namespace SchoolBackup.Help.Output;

/// <summary>An <c>about_</c> page as the text that Get-Help shows.</summary>
/// <seealso href="https://learn.microsoft.com/powershell/scripting/developer/help/about-help-format"/>
internal static class AboutPage
{
    private const int Width = 80;
    private const string Margin = "    ";

    /// <summary>Columns that a line of text has, beside the margin.</summary>
    public const int LongestLine = Width - 4;

    /// <summary>The whole text. Get-Help takes the fifth line for the synopsis, so that is where the short description begins.</summary>
    public static string Text(Section page) => string.Join('\n', Lines(page)) + "\n";

    private static IEnumerable<string> Lines(Section page) =>
        ["TOPIC", Margin + page.Title, .. page.Sections.SelectMany(section => Section(section, section.Title.ToUpperInvariant()))];

    // Headings of the second level are in capitals; those below stand as they are.
    private static IEnumerable<string> Section(Section section, string title) =>
    [
        "",
        title,
        .. section.Passages.SelectMany(Passage).Skip(section.Passages is [] ? 0 : 1),
        .. section.Sections.SelectMany(inner => Section(inner, "  " + inner.Title)),
    ];

    private static IEnumerable<string> Passage(Passage passage)
    {
        string margin = Margin + new string(' ', passage.Indent);
        string[] empty = passage.IsTight ? [] : [""];
        return passage.Kind == PassageKind.Prose
            ? [.. empty, .. Wrapped(passage, margin)]
            : [.. empty, .. passage.Text.Split('\n').Select(line => (margin + Margin + line).TrimEnd())];
    }

    private static IEnumerable<string> Wrapped(Passage passage, string margin)
    {
        string line = margin + passage.Lead;
        bool isEmpty = true;
        foreach (string word in passage.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
            {
                yield return line;
                line = margin + new string(' ', passage.Lead.Length);
                isEmpty = true;
            }
            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }
        yield return line;
    }
}
