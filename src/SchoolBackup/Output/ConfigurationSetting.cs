using SchoolBackup.Engine.Configuration;
using SchoolBackup.Pipeline;

namespace SchoolBackup;

/// <summary>A setting in force, and where it comes from.</summary>
public sealed class ConfigurationSetting(Setting setting)
{
    public string Name { get; } = ParameterWords.Pascal(setting.Name);

    /// <summary>As it was given; a secret as <c>****</c>.</summary>
    public string? Value { get; } = setting.Display;

    /// <summary><c>Option</c> (a parameter), <c>Environment</c>, <c>EnvFile</c>, <c>DefaultsFile</c> or <c>Default</c>.</summary>
    public string Source { get; } = setting.Source.ToString();

    /// <summary>The place in words: <c>-Port</c>, <c>DB_PORT</c>, <c>DB_PORT in .env:3</c>, <c>default</c>.</summary>
    public string Place { get; } = ParameterWords.Of(setting.Detail);
}
