using SchoolBackup.Engine.Configuration;
using SchoolBackup.Pipeline;

namespace SchoolBackup;

/// <summary>A setting in force, and where it comes from.</summary>
public sealed class ConfigurationSetting
{
    public required string Name { get; init; }

    /// <summary>As it was given; a secret as <c>****</c>.</summary>
    public string? Value { get; init; }

    /// <summary><c>Option</c> (a parameter), <c>Environment</c>, <c>EnvFile</c>, <c>DefaultsFile</c> or <c>Default</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The place in words: <c>-Port</c>, <c>DB_PORT</c>, <c>DB_PORT in .env:3</c>, <c>default</c>.</summary>
    public required string Place { get; init; }

    internal static ConfigurationSetting From(Setting setting) => new()
    {
        Name = ParameterWords.Pascal(setting.Name),
        Value = setting.Display,
        Source = setting.Source.ToString(),
        Place = ParameterWords.Of(setting.Detail),
    };
}
