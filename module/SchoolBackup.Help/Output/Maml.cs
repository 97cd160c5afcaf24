using System.Xml.Linq;
using SchoolBackup.Help.Surface;
using SchoolBackup.Help.Text;

namespace SchoolBackup.Help.Output;

/// <summary>The help of cmdlets in the XML that Get-Help reads.</summary>
/// <seealso href="https://learn.microsoft.com/powershell/scripting/developer/help/how-to-create-the-cmdlet-help-file"/>
internal static class Maml
{
    private static readonly XNamespace _help = "http://msh";
    private static readonly XNamespace _maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace _command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace _dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The whole file. Every cmdlet must have its page (see <see cref="HelpCheck"/>).</summary>
    public static XDocument Document(IEnumerable<CmdletSurface> surfaces, HelpPages pages) => new(new XElement(
        _help + "helpItems",
        new XAttribute("schema", "maml"),
        pages.Of(surfaces).Select(page => Command(page.Surface, page.Text, pages))));

    private static XElement Command(CmdletSurface surface, CmdletText text, HelpPages pages) => new(
        _command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", _maml),
        new XAttribute(XNamespace.Xmlns + "command", _command),
        new XAttribute(XNamespace.Xmlns + "dev", _dev),
        new XElement(
            _command + "details",
            new XElement(_command + "name", surface.Name),
            new XElement(_command + "verb", surface.Verb),
            new XElement(_command + "noun", surface.Noun),
            Description(text.Synopsis)),
        Description(text.Description),
        new XElement(_command + "syntax", surface.Sets().Select(set => SyntaxItem(surface, set))),
        new XElement(_command + "parameters", surface.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => MamlParameter.Described(parameter, pages.Parameter(text, parameter.Name)!))),
        new XElement(_command + "inputTypes", text.Inputs.Select(input => Type("inputType", input))),
        new XElement(_command + "returnValues", text.Outputs.Select(output => Type("returnValue", output))),
        text.Notes is [] ? null : new XElement(_maml + "alertSet", new XElement(_maml + "alert", Paragraphs(text.Notes))),
        new XElement(_command + "examples", text.Examples.Select(Example)),
        new XElement(_command + "relatedLinks", text.Links.Select(Link)));

    private static XElement SyntaxItem(CmdletSurface surface, IEnumerable<PlacedParameter> set) => new(
        _command + "syntaxItem",
        new XElement(_maml + "name", surface.Name),
        set.Select(placed => MamlParameter.InSyntax(placed.Parameter, placed.Place)));

    private static XElement Type(string element, Section section) => new(
        _command + element,
        new XElement(_dev + "type", new XElement(_maml + "name", section.Title)),
        Description(section.Passages));

    private static XElement Example(Section example, int index) => new(
        _command + "example",
        new XElement(_maml + "title", Invariant($"--- Example {index + 1}: {example.Title} ---")),
        new XElement(
            _dev + "code",
            string.Join('\n', example.Passages.Where(passage => passage.Kind == PassageKind.PowerShell).Select(passage => passage.Text))),
        new XElement(
            _dev + "remarks",
            Paragraphs(example.Passages.Where(passage => passage.Kind != PassageKind.PowerShell)),
            new XElement(_maml + "para")));

    private static XElement Link(Passage link) => new(
        _maml + "navigationLink",
        new XElement(_maml + "linkText", link.Text),
        new XElement(_maml + "uri"));

    internal static XElement Description(IEnumerable<Passage> passages) => new(_maml + "description", Paragraphs(passages));

    // A paragraph keeps no line breaks: what is line by line becomes a paragraph a line.
    private static IEnumerable<XElement> Paragraphs(IEnumerable<Passage> passages) =>
        from passage in passages
        from line in passage.Kind == PassageKind.Prose
            ? [passage.Lead + passage.Text]
            : passage.Text.Split('\n').Select(line => "    " + line)
        select new XElement(_maml + "para", new string(' ', passage.Indent) + line);
}
