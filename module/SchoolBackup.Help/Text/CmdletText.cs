namespace SchoolBackup.Help.Text;

/// <summary>What people wrote about a cmdlet.</summary>
/// <param name="Name">The cmdlet.</param>
/// <param name="Place">File and line of its title.</param>
internal sealed record CmdletText(string Name, string Place)
{
    private static readonly string[] _headings = ["Description", "Parameters", "Inputs", "Outputs", "Examples", "Notes", "Related links"];

    /// <summary>One sentence.</summary>
    public required IReadOnlyList<Passage> Synopsis { get; init; }

    public required IReadOnlyList<Passage> Description { get; init; }

    /// <summary>Titled <c>-Name</c>.</summary>
    public required IReadOnlyList<Section> Parameters { get; init; }

    /// <summary>Titled with the full name of the type.</summary>
    public required IReadOnlyList<Section> Inputs { get; init; }

    /// <summary>Titled with the full name of the type.</summary>
    public required IReadOnlyList<Section> Outputs { get; init; }

    public required IReadOnlyList<Section> Examples { get; init; }

    public required IReadOnlyList<Passage> Notes { get; init; }

    /// <summary>Cmdlets, <c>about_</c> pages and addresses.</summary>
    public required IReadOnlyList<Passage> Links { get; init; }

    /// <exception cref="HelpException">A heading that is none of those above, or a text where none is shown.</exception>
    public static CmdletText From(Section page)
    {
        if (page.Sections.FirstOrDefault(section => !_headings.Contains(section.Title)) is { } unknown)
            throw new HelpException(unknown.Place, $"'{unknown.Title}' is none of {string.Join(", ", _headings)}");
        return new CmdletText(page.Title, page.Place)
        {
            Synopsis = page.Passages,
            Description = Prose("Description"),
            Parameters = Parts("Parameters"),
            Inputs = Parts("Inputs"),
            Outputs = Parts("Outputs"),
            Examples = Parts("Examples"),
            Notes = Prose("Notes"),
            Links = Prose("Related links"),
        };

        IReadOnlyList<Passage> Prose(string heading) => page.Find(heading) is { } section ? WithoutHeadings(section).Passages : [];
        IReadOnlyList<Section> Parts(string heading) => page.Find(heading) is { } section ? WithHeadingsOnly(section).Sections : [];
    }

    private static Section WithoutHeadings(Section section) =>
        section.Sections is []
            ? section
            : throw new HelpException(section.Sections[0].Place, $"no heading is shown under '{section.Title}'");

    private static Section WithHeadingsOnly(Section section)
    {
        if (section.Passages is not [])
            throw new HelpException(section.Place, $"under '{section.Title}', only what stands under a heading is shown");
        foreach (Section part in section.Sections) WithoutHeadings(part);
        return section;
    }
}
