namespace SchoolBackup.Help.Surface;

/// <summary>What a cmdlet takes and gives, as its attributes say.</summary>
/// <param name="Verb">Such as <c>Get</c>.</param>
/// <param name="Noun">Such as <c>SchoolBackup</c>.</param>
/// <param name="DefaultSet">The parameter set that PowerShell takes when nothing else decides, or null.</param>
/// <param name="Parameters">
/// Those of the cmdlet first, then those of its base classes, then <c>-WhatIf</c> and <c>-Confirm</c> where it has them.
/// </param>
/// <param name="OutputTypes">Full names.</param>
internal sealed record CmdletSurface(
    string Verb, string Noun, string? DefaultSet, IReadOnlyList<ParameterSurface> Parameters, IReadOnlyList<string> OutputTypes)
{
    public string Name => $"{Verb}-{Noun}";

    /// <summary>Full names of the types that come through the pipeline as whole objects.</summary>
    public IReadOnlyList<string> InputTypes => [.. Parameters.Where(parameter => parameter.Places.Any(place => place.ByValue)).Select(parameter => parameter.Type.ElementName).Distinct(StringComparer.Ordinal)];

    /// <summary>The parameter sets, the default one first, each with what it takes.</summary>
    public IEnumerable<IReadOnlyList<PlacedParameter>> Sets()
    {
        string?[] names = [.. Parameters.SelectMany(parameter => parameter.Places).Select(place => place.Set).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(name => name != DefaultSet)];
        return (names is [] ? [null] : names).Select(Set);
    }

    // In the order in which people type: by position, then what must be given, then the rest as declared.
    private IReadOnlyList<PlacedParameter> Set(string? name) =>
    [
        .. Parameters
            .SelectMany(parameter => parameter.Places.Where(place => place.Set is null || place.Set == name).Take(1).Select(place => new PlacedParameter(parameter, place)))
            .OrderBy(placed => placed.Place.Position ?? int.MaxValue)
            .ThenBy(placed => !placed.Place.IsMandatory),
    ];
}

/// <summary>A parameter as one parameter set has it.</summary>
internal sealed record PlacedParameter(ParameterSurface Parameter, ParameterPlace Place);

/// <summary>A parameter of a cmdlet.</summary>
/// <param name="Name">Without its dash.</param>
/// <param name="Type">What is said after it.</param>
/// <param name="Values">What may be said, where that is a list; else empty.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Places">Its part in each parameter set.</param>
internal sealed record ParameterSurface(
    string Name, ParameterType Type, IReadOnlyList<string> Values, IReadOnlyList<string> Aliases, IReadOnlyList<ParameterPlace> Places)
{
    public bool TakesWildcards { get; init; }
}

/// <summary>The type of a parameter.</summary>
/// <param name="FullName">Such as <c>System.String[]</c>.</param>
/// <param name="ElementName">Such as <c>System.String</c>: what the pipeline carries one by one.</param>
internal sealed record ParameterType(string FullName, string ElementName)
{
    public string ShortName => FullName[(FullName.LastIndexOf('.') + 1)..];

    public bool IsSwitch => FullName == "System.Management.Automation.SwitchParameter";
}

/// <summary>A parameter's part in a parameter set.</summary>
/// <param name="Set">The set, or null for all.</param>
/// <param name="IsMandatory">It must be given.</param>
/// <param name="Position">Where it stands when its name is not typed, or null.</param>
/// <param name="ByValue">It takes whole objects from the pipeline.</param>
/// <param name="ByPropertyName">It takes the property of that name of objects from the pipeline.</param>
internal sealed record ParameterPlace(string? Set, bool IsMandatory, int? Position, bool ByValue, bool ByPropertyName);
