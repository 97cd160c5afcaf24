using System.Text.Json.Serialization;

namespace SchoolBackup.Engine.Configuration;

/// <summary>Where a value comes from, the strongest first.</summary>
public enum ConfigurationSource
{
    /// <summary>An option of the command line or a parameter of the cmdlet.</summary>
    Option,

    /// <summary>A server that somebody connected to for the whole of a session.</summary>
    Connection,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary>A line of the <c>.env</c> file.</summary>
    EnvFile,

    /// <summary>A line of the file that <c>--defaults-file</c> names, or of one that it includes.</summary>
    DefaultsFile,

    Default,
}

/// <summary>A value that is in force, and where it comes from.</summary>
/// <param name="Name">The setting, one of <see cref="SettingName"/>.</param>
/// <param name="Value">The text as it was given; null when there is none. It may be a secret: show <see cref="Display"/>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Detail">The place in words: <c>--port</c>, <c>DB_PORT</c>, <c>DB_PORT in .env:3</c>, <c>default</c>.</param>
public sealed record Setting(string Name, [property: JsonIgnore] string? Value, ConfigurationSource Source, string Detail)
{
    /// <summary>Whether the value must not be shown.</summary>
    public bool IsSecret => Name is SettingName.Password or SettingName.EncryptionKey;

    /// <summary>The value as people may see it.</summary>
    public string? Display => IsSecret && !string.IsNullOrEmpty(Value) ? "****" : Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Name} = {Display} ({Detail})";
}
