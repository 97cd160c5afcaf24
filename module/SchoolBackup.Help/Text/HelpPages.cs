using SchoolBackup.Help.Surface;

namespace SchoolBackup.Help.Text;

/// <summary>
/// The folder of the help: a page for each cmdlet, <c>about_</c> pages, and one page about the parameters that several cmdlets share.
/// </summary>
/// <param name="Cmdlets">A page for each.</param>
/// <param name="About">Pages about the module as a whole.</param>
/// <param name="Shared">Titled <c>-Name</c>; a cmdlet's own page goes before it.</param>
internal sealed record HelpPages(IReadOnlyList<CmdletText> Cmdlets, IReadOnlyList<Section> About, IReadOnlyList<Section> Shared)
{
    private const string SharedPage = "shared-parameters.md";

    /// <exception cref="HelpException">A page that is not in order; it says where.</exception>
    public static HelpPages Read(string folder)
    {
        ILookup<string, Section> pages = Directory.EnumerateFiles(folder, "*.md").Order(StringComparer.Ordinal)
            .ToLookup(Kind, Section.Read, StringComparer.Ordinal);
        return new HelpPages(
            [.. pages["cmdlet"].Select(CmdletText.From)], [.. pages["about"]], [.. pages[SharedPage].SelectMany(page => page.Sections)]);
    }

    /// <summary>The cmdlets that have a page, each with it.</summary>
    public IEnumerable<(CmdletSurface Surface, CmdletText Text)> Of(IEnumerable<CmdletSurface> surfaces) =>
        surfaces.Join(Cmdlets, surface => surface.Name, text => text.Name, (surface, text) => (surface, text), StringComparer.Ordinal);

    /// <summary>What is said about a parameter, or null.</summary>
    public Section? Parameter(CmdletText cmdlet, string parameter) =>
        cmdlet.Parameters.Concat(Shared).FirstOrDefault(section => section.Title == "-" + parameter);

    private static string Kind(string file) => Path.GetFileName(file) switch
    {
        SharedPage => SharedPage,
        { } name when name.StartsWith("about_", StringComparison.Ordinal) => "about",
        _ => "cmdlet",
    };
}
