using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SchoolBackup.Help.Text;

/// <summary>How a passage is to be set.</summary>
internal enum PassageKind
{
    /// <summary>A paragraph: it may be wrapped.</summary>
    Prose,

    /// <summary>Code in PowerShell, line by line as it is.</summary>
    PowerShell,

    /// <summary>Anything else that is line by line as it is: output, settings, commands of another shell.</summary>
    Verbatim,
}

/// <summary>A paragraph, an item of a list or a block of code, as plain text.</summary>
/// <param name="Kind">How it is to be set.</param>
/// <param name="Text">Without marks; with line breaks unless it is prose.</param>
/// <param name="Indent">Columns that it stands to the right, for what belongs to an item of a list.</param>
/// <param name="Lead">The item's bullet or number with a blank after it, or nothing.</param>
internal sealed record Passage(PassageKind Kind, string Text, int Indent = 0, string Lead = "")
{
    /// <summary>True for an item that follows the one before without an empty line.</summary>
    public bool IsTight { get; init; }

    /// <exception cref="HelpException">Plain text has no such thing, a table for example.</exception>
    public static IEnumerable<Passage> Of(Block block, string place) => block switch
    {
        ParagraphBlock paragraph => [new Passage(PassageKind.Prose, Plain(paragraph.Inline!, place))],
        FencedCodeBlock code =>
            [new Passage(code.Info == "powershell" ? PassageKind.PowerShell : PassageKind.Verbatim, code.Lines.ToString())],
        ListBlock list => list.Cast<ListItemBlock>().SelectMany((item, index) => Item(list, item, index, place)),
        _ => throw new HelpException(place, $"help has no way to show a {block.GetType().Name}"),
    };

    /// <summary>Text without its marks; a link to the web keeps its address.</summary>
    /// <exception cref="HelpException">Plain text has no such thing, an image for example.</exception>
    public static string Plain(ContainerInline inlines, string place) => string.Concat(inlines.Select(inline => inline switch
    {
        LiteralInline literal => literal.Content.ToString(),
        CodeInline code => code.Content,
        LineBreakInline => " ",
        LinkInline { IsImage: false } link when link.Url!.Contains("://", StringComparison.Ordinal) => $"{Plain(link, place)} ({link.Url})",
        LinkInline { IsImage: false } link => Plain(link, place),
        EmphasisInline emphasis => Plain(emphasis, place),
        _ => throw new HelpException(place, $"help has no way to show a {inline.GetType().Name}"),
    }));

    private static IEnumerable<Passage> Item(ListBlock list, ListItemBlock item, int index, string place)
    {
        string lead = list.IsOrdered ? Invariant($"{index + 1}. ") : "- ";
        return item.SelectMany(block => Of(block, place)).Select((passage, part) => part == 0
            ? passage with { Lead = lead, IsTight = index > 0 && !list.IsLoose }
            : passage with { Indent = passage.Indent + lead.Length });
    }
}
