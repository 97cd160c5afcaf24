using SchoolBackup.Help.Output;
using SchoolBackup.Help.Surface;
using SchoolBackup.Help.Text;

namespace SchoolBackup.Help;

/// <summary>Compares what the pages say with what the cmdlets do: neither may know something that the other does not.</summary>
internal static class HelpCheck
{
    private const int LeastExamples = 3;

    /// <summary>Everything that is missing or too much, as compilers write it; nothing when all is well.</summary>
    /// <param name="surfaces">The cmdlets.</param>
    /// <param name="pages">What is written about them.</param>
    /// <param name="folder">Folder of the pages, for what has no page.</param>
    public static IEnumerable<string> Faults(IReadOnlyList<CmdletSurface> surfaces, HelpPages pages, string folder)
    {
        string[] names = [.. surfaces.Select(surface => surface.Name)];
        string[] targets = [.. names, .. pages.About.Select(about => about.Title)];
        IEnumerable<string> faults =
        [
            .. names.Except(pages.Cmdlets.Select(text => text.Name), StringComparer.Ordinal)
                .Select(name => Fault(folder, $"there is no page for {name}")),
            .. pages.Cmdlets.Where(text => !names.Contains(text.Name)).Select(text => Fault(text.Place, $"there is no cmdlet {text.Name}")),
            .. pages.Shared.Where(section => !surfaces.Any(surface => Has(surface, section)))
                .Select(section => Fault(section.Place, $"no cmdlet has {section.Title}")),
            .. pages.About.Where(about => about.Find("Short description")?.Passages.Count != 1)
                .Select(about => Fault(about.Place, "the short description is one paragraph")),
            .. pages.About.Where(about => about.Find("Short description")?.Passages is [{ Text.Length: > AboutPage.LongestLine }])
                .Select(about => Fault(about.Place, "the short description is longer than a line, and lists show no more of it")),
        ];
        return faults.Concat(from page in pages.Of(surfaces)
                             from fault in Parameters(page.Surface, page.Text, pages).Concat(Types(page.Surface, page.Text))
                                 .Concat(Prose(page.Text, targets))
                             select fault);
    }

    private static IEnumerable<string> Parameters(CmdletSurface surface, CmdletText text, HelpPages pages) =>
    [
        .. surface.Parameters.Where(parameter => pages.Parameter(text, parameter.Name) is null)
            .Select(parameter => Fault(text.Place, $"-{parameter.Name} is not described")),
        .. text.Parameters.Where(section => !Has(surface, section))
            .Select(section => Fault(section.Place, $"{surface.Name} has no {section.Title}")),
    ];

    private static IEnumerable<string> Types(CmdletSurface surface, CmdletText text) =>
    [
        .. Differences("input", surface.InputTypes, text.Inputs),
        .. Differences("output", surface.OutputTypes, text.Outputs),
    ];

    private static IEnumerable<string> Differences(string what, IReadOnlyList<string> types, IReadOnlyList<Section> sections)
    {
        string[] written = [.. sections.Select(section => section.Title)];
        string[] real = types is [] ? ["None"] : [.. types];
        return real.Except(written, StringComparer.Ordinal)
            .Select(type => Fault(sections is [] ? "help" : sections[0].Place, $"the {what} {type} is not described"))
            .Concat(sections.Where(section => !real.Contains(section.Title)).Select(section => Fault(section.Place, $"{section.Title} is no {what}")));
    }

    private static IEnumerable<string> Prose(CmdletText text, IReadOnlyList<string> targets)
    {
        if (text.Synopsis is not [{ Kind: PassageKind.Prose }]) yield return Fault(text.Place, "the synopsis is one paragraph");
        if (text.Description is []) yield return Fault(text.Place, "there is no description");
        if (text.Examples.Count < LeastExamples) yield return Fault(text.Place, $"there are fewer than {LeastExamples} examples");
        foreach (Section example in text.Examples.Where(example => example.Passages.All(passage => passage.Kind != PassageKind.PowerShell)))
            yield return Fault(example.Place, "the example has no code");
        if (text.Links is []) yield return Fault(text.Place, "there are no related links");
        foreach (Passage link in text.Links.Where(link => !targets.Contains(link.Text, StringComparer.Ordinal) && !link.Text.Contains("://", StringComparison.Ordinal)))
            yield return Fault(text.Place, $"the link {link.Text} leads nowhere");
    }

    private static bool Has(CmdletSurface surface, Section section) =>
        surface.Parameters.Any(parameter => "-" + parameter.Name == section.Title);

    private static string Fault(string place, string fault) => new HelpException(place, fault).Message;
}
