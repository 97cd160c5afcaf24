using System.Globalization;
using System.Xml.Linq;
using SchoolBackup.Help.Surface;
using SchoolBackup.Help.Text;

namespace SchoolBackup.Help.Output;

/// <summary>A parameter in the XML that Get-Help reads.</summary>
internal static class MamlParameter
{
    /// <summary>How the text of a parameter tells what holds without it: a paragraph of its own, the last one.</summary>
    private const string Default = "Default: ";
    private static readonly XNamespace _maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace _command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace _dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>As one line of the syntax shows it.</summary>
    public static XElement InSyntax(ParameterSurface parameter, ParameterPlace place)
    {
        XElement element = Parameter(parameter, place);
        if (parameter.Values is not [] && !parameter.Type.IsSwitch)
            element.Add(new XElement(_command + "parameterValueGroup", parameter.Values.Select(value => Value(value, "false"))));
        else if (!parameter.Type.IsSwitch)
            element.Add(Value(parameter.Type.ShortName, "true"));
        return element;
    }

    /// <summary>With all that is known of it.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="text">What its page says.</param>
    public static XElement Described(ParameterSurface parameter, Section text)
    {
        // What differs between parameter sets is told for the one that asks most.
        XElement element = Parameter(parameter, parameter.Places.OrderByDescending(place => place.IsMandatory).First());
        string? fallback = text.Passages is [.., { } last] && last.Text.StartsWith(Default, StringComparison.Ordinal)
            ? last.Text[Default.Length..]
            : null;
        element.Add(
            Maml.Description(fallback is null ? text.Passages : text.Passages.SkipLast(1)),
            Value(parameter.Type.ShortName, parameter.Type.IsSwitch ? "false" : "true"),
            new XElement(_dev + "type", new XElement(_maml + "name", parameter.Type.FullName), new XElement(_maml + "uri")),
            new XElement(_dev + "defaultValue", fallback ?? (parameter.Type.IsSwitch ? "False" : "None")));
        return element;
    }

    private static XElement Parameter(ParameterSurface parameter, ParameterPlace place) => new(
        _command + "parameter",
        new XAttribute("required", place.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", parameter.Type.FullName.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
        new XAttribute("globbing", parameter.TakesWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", Pipeline(parameter.Places)),
        new XAttribute("position", place.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases is [] ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(_maml + "name", parameter.Name));

    private static XElement Value(string text, string isRequired) => new(
        _command + "parameterValue", new XAttribute("required", isRequired), new XAttribute("variableLength", "false"), text);

    private static string Pipeline(IReadOnlyList<ParameterPlace> places)
    {
        string[] ways = [.. places.Any(place => place.ByValue) ? ["ByValue"] : Array.Empty<string>(), .. places.Any(place => place.ByPropertyName) ? ["ByPropertyName"] : Array.Empty<string>()];
        return ways is [] ? "False" : $"True ({string.Join(", ", ways)})";
    }
}
