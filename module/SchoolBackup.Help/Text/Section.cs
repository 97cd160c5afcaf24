using Markdig;
using Markdig.Syntax;

namespace SchoolBackup.Help.Text;

/// <summary>A heading of a Markdown file, and what stands under it.</summary>
/// <param name="Title">The heading as plain text.</param>
/// <param name="Place">File and line, as compilers write it.</param>
internal sealed record Section(string Title, string Place)
{
    // Tables are known, so that they are refused instead of shown with their bars.
    private static readonly MarkdownPipeline _markdown = new MarkdownPipelineBuilder().UsePipeTables().Build();
    private readonly List<Passage> _passages = [];
    private readonly List<Section> _sections = [];

    /// <summary>What comes before the first heading of the next level.</summary>
    public IReadOnlyList<Passage> Passages => _passages;

    /// <summary>The headings of the next level.</summary>
    public IReadOnlyList<Section> Sections => _sections;

    /// <exception cref="HelpException">The file has no title, or a kind of Markdown that plain text does not show.</exception>
    public static Section Read(string file)
    {
        var open = new Stack<Section>();
        Section? page = null;
        foreach (Block block in Markdown.Parse(File.ReadAllText(file), _markdown))
        {
            string place = Invariant($"{file}({block.Line + 1})");
            if (block is HeadingBlock heading)
            {
                var section = new Section(Passage.Plain(heading.Inline!, place), place);
                while (open.Count >= heading.Level) open.Pop();
                if (open.Count != heading.Level - 1) throw new HelpException(place, $"the heading '{section.Title}' skips a level");
                if (open.TryPeek(out Section? parent)) parent._sections.Add(section);
                page ??= section;
                open.Push(section);
            }
            else if (open.TryPeek(out Section? section))
                section._passages.AddRange(Passage.Of(block, place));
            else
                throw new HelpException(place, "the file does not begin with its title");
        }
        return page ?? throw new HelpException(file, "the file is empty");
    }

    public Section? Find(string title) => _sections.Find(section => section.Title == title);
}
