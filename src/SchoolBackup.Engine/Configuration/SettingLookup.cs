namespace SchoolBackup.Engine.Configuration;

/// <summary>Finds the strongest value of a setting: option, connected server, environment, <c>.env</c>, defaults file, default.</summary>
/// <remarks>
/// The source goes before the name: a <c>DATABASE_URL</c> of the environment is stronger than a <c>DB_HOST</c> of the <c>.env</c> file.
/// Within one source, the more specific name is stronger (see <see cref="SettingDefinition"/>). An empty variable or line is "not set":
/// that is how templates and container platforms write it. Only an option can be empty on purpose.
/// </remarks>
internal sealed class SettingLookup
{
    private readonly ConfigurationInput _input;
    private readonly ConnectedServer? _connected;
    private readonly VariableSource _environment;
    private readonly VariableSource _envFile;

    public SettingLookup(ConfigurationInput input)
    {
        _input = input;
        _connected = input.Connected?.IsMeant(input.Options) is true ? input.Connected : null;
        _environment = new VariableSource(ConfigurationSource.Environment,
            input.Environment.ToDictionary(pair => pair.Key, pair => new Variable(pair.Value, pair.Key), ComparerOf(input.Environment)));
        _envFile = new VariableSource(
            ConfigurationSource.EnvFile, input.EnvFile?.Variables ?? new Dictionary<string, Variable>(StringComparer.Ordinal));
    }

    public Setting Find(SettingDefinition definition) =>
        FromOptions(definition)
        ?? _connected?.Find(definition.Name)
        ?? _environment.Find(definition)
        ?? _envFile.Find(definition)
        ?? FromDefaultsFile(definition)
        ?? new Setting(definition.Name, definition.Default, ConfigurationSource.Default, "default");

    private Setting? FromOptions(SettingDefinition definition) =>
        _input.Options.GetValueOrDefault(definition.Name) is { } value
            ? new Setting(definition.Name, value, ConfigurationSource.Option, "--" + definition.Name)
            : null;

    private Setting? FromDefaultsFile(SettingDefinition definition)
    {
        if (_input.DefaultsFile is not { } file)
            return null;
        OptionFileEntry? entry = file.Find(definition.OptionFileName);
        if (entry is null && definition.Name == SettingName.SslMode)
            entry = OptionFileTls.Mode(file);
        if (entry is { Value: null } && definition.IsSwitch)
            entry = entry with { Value = "true" };
        // An option without a value (`password` alone asks on the terminal) says nothing that we could use.
        return entry?.Value is { Length: > 0 } value
            ? new Setting(definition.Name, value, ConfigurationSource.DefaultsFile, entry.Place)
            : null;
    }

    /// <summary>Names of variables differ by case on Unix and do not on Windows; whoever made the dictionary knows.</summary>
    private static IEqualityComparer<string> ComparerOf(IReadOnlyDictionary<string, string> variables) =>
        variables is Dictionary<string, string> dictionary ? dictionary.Comparer : StringComparer.Ordinal;
}

/// <summary>The environment or a <c>.env</c> file.</summary>
internal sealed class VariableSource(ConfigurationSource source, IReadOnlyDictionary<string, Variable> variables)
{
    private readonly IReadOnlyDictionary<string, string> _url =
        variables.TryGetValue(DatabaseUrl.Variable, out Variable? url) && url.Value.Length > 0
            ? DatabaseUrl.Parse(url.Value, url.Place)
            : new Dictionary<string, string>(StringComparer.Ordinal);

    public Setting? Find(SettingDefinition definition)
    {
        foreach (string name in definition.Variables)
        {
            if (!variables.TryGetValue(name, out Variable? variable))
                continue;
            string? value = name == DatabaseUrl.Variable ? _url.GetValueOrDefault(definition.Name) : variable.Value;
            if (!string.IsNullOrEmpty(value))
                return new Setting(definition.Name, value, source, variable.Place);
        }
        return null;
    }
}
