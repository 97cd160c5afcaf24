using System.Collections;
using System.Management.Automation;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Errors;

namespace SchoolBackup.Pipeline;

/// <summary>What the parameters of a command say about the configuration: each setting goes by the name of its parameter, <c>ssl-mode</c> by <c>-SslMode</c>.</summary>
/// <param name="given">The parameters by name, those of a command that runs or of one that is still being typed.</param>
/// <param name="folder">The session's location: relative paths begin here, and a <c>.env</c> file may lie here.</param>
/// <param name="resolve">Makes of a path of the session one of the file system.</param>
internal sealed class GivenParameters(IDictionary given, string folder, Func<string, string> resolve)
{
    private static readonly string[] Words = [SettingName.Server, SettingName.Port, SettingName.Socket, SettingName.SslMode, SettingName.RetentionDays, SettingName.ExternalRetentionDays];

    private static readonly string[] Paths =
        [SettingName.SslCa, SettingName.KeyFile, SettingName.PassphraseFile, SettingName.OldKeyFiles, SettingName.OldPassphraseFiles];

    /// <summary>The server that somebody connected to, or null.</summary>
    public ConnectedServer? Connected { get; init; } = SessionServer.Connected;

    /// <summary>The configuration in force; its folders are full paths. About what is not given, the connected server, the environment, <c>.env</c>, <c>my.cnf</c> and the defaults have their say.</summary>
    /// <exception cref="BackupException">InvalidOption, ConfigurationInvalid or PathInvalid.</exception>
    public BackupConfiguration Configuration()
    {
        var files = new ConfigurationFiles(folder, File("EnvFile"), File("DefaultsFile"));
        BackupConfiguration configuration = ConfigurationResolver.Resolve(ConfigurationInput.FromProcess(Settings(), files) with { Connected = Connected });
        return configuration with
        {
            Path = Places.Absolute(configuration.Path, folder),
            ExternalPaths = [.. configuration.ExternalPaths.Select(place => Places.Absolute(place, folder))],
            Settings = [.. configuration.Settings.Select(Absolute)],
        };
    }

    /// <summary>A folder is shown as the full path that it means here and now.</summary>
    private Setting Absolute(Setting setting) => setting switch
    {
        { Name: SettingName.Path, Value: { } path } => setting with { Value = Places.Absolute(path, folder) },
        { Name: SettingName.ExternalPath, Value: { } places } =>
            setting with { Value = string.Join(BackupConfiguration.PlaceSeparator, places.Split(BackupConfiguration.PlaceSeparator).Select(place => Places.Absolute(place, folder))) },
        _ => setting,
    };

    /// <summary>The values of a parameter as texts; none when it is not given.</summary>
    public IReadOnlyList<string> Texts(string parameter) => given[parameter] switch
    {
        null => [],
        string text => [text],
        IEnumerable several => [.. several.Cast<object>().Select(one => $"{one}")],
        var value => [$"{value}"],
    };

    private string? File(string parameter) => Joined(Texts(parameter).Select(resolve));

    private string? ExternalPaths() => Texts("ExternalPath") is [_, ..] places ? string.Join(BackupConfiguration.PlaceSeparator, places.Select(resolve)) : null;

    private Dictionary<string, string?> Settings()
    {
        Dictionary<string, string?> settings = Words.ToDictionary(setting => setting, setting => Joined(Texts(ParameterWords.Pascal(setting))), StringComparer.Ordinal);
        settings[SettingName.Path] = Texts("Path") is [var first, ..] ? resolve(first) : null;
        settings[SettingName.ExternalPath] = ExternalPaths();
        foreach (string setting in Paths) settings[setting] = File(ParameterWords.Pascal(setting));
        var credential = given["Credential"] as PSCredential;
        settings[SettingName.User] = User(credential);
        settings[SettingName.Password] = credential?.GetNetworkCredential().Password;
        return settings;
    }

    private string? User(PSCredential? credential)
    {
        string? user = Joined(Texts("User"));
        if (user is not null && credential is not null && user != credential.UserName)
            throw new BackupException(BackupError.InvalidOption, $"-User is {user}, and -Credential is of {credential.UserName}", "leave one of them out");
        return user ?? credential?.UserName;
    }

    private static string? Joined(IEnumerable<string> values) => string.Join(Path.PathSeparator, values) is { Length: > 0 } joined ? joined : null;
}
