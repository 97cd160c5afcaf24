using System.Globalization;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Configuration;

/// <summary>Makes the configuration that is in force of all that was said.</summary>
public static class ConfigurationResolver
{
    /// <summary>Option goes before the connected server, that before environment, before <c>.env</c>, before the defaults file, before the default.</summary>
    /// <exception cref="Errors.BackupException">
    /// <see cref="Errors.BackupError.ConfigurationInvalid"/> (<see cref="Errors.BackupError.InvalidOption"/> for an option): a value does not
    /// fit; the message names the variable, the file and the line.
    /// </exception>
    /// <exception cref="ArgumentException">An option that is none of <see cref="SettingName"/>.</exception>
    public static BackupConfiguration Resolve(ConfigurationInput input)
    {
        if (input.Options.Keys.Except(SettingDefinition.All.Select(definition => definition.Name), StringComparer.Ordinal).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"there is no setting {unknown}", nameof(input));

        var lookup = new SettingLookup(input);
        Dictionary<string, Setting> found = SettingDefinition.All.ToDictionary(
            definition => definition.Name, lookup.Find, StringComparer.Ordinal);
        found[SettingName.Socket] = SocketInForce(found, input.LocalSocket);
        found[SettingName.SslMode] = SslModeInForce(found);
        return new BackupConfiguration
        {
            Connection = Connection(found),
            Database = found[SettingName.Database].Value,
            Path = SettingValue.Text(found[SettingName.Path]),
            ExternalPaths = found[SettingName.ExternalPath].Value?.Split(BackupConfiguration.PlaceSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            RetentionDays = SettingValue.Number(found[SettingName.RetentionDays], 1, int.MaxValue, "a number of days, 1 or more"),
            ExternalRetentionDays = found[SettingName.ExternalRetentionDays] is { Value: not null } days ? SettingValue.Number(days, 1, int.MaxValue, "a number of days, 1 or more") : null,
            Schedule = SettingValue.Text(found[SettingName.Schedule]),
            Compression = SettingValue.YesOrNo(found[SettingName.Compression]),
            Enabled = SettingValue.YesOrNo(found[SettingName.Enabled]),
            OnStartup = SettingValue.YesOrNo(found[SettingName.OnStartup]),
            Key = KeySource.InForce(found[SettingName.EncryptionKey], found[SettingName.KeyFile], found[SettingName.PassphraseFile]),
            OldKeys = [.. KeySource.Files(found[SettingName.OldKeyFiles]), .. KeySource.Files(found[SettingName.OldPassphraseFiles])],
            Settings = [.. SettingDefinition.All.Select(definition => found[definition.Name])],
        };
    }

    private static ConnectionOptions Connection(Dictionary<string, Setting> found)
    {
        string? socket = found[SettingName.Socket].Value;
        return new ConnectionOptions
        {
            Server = SettingValue.Text(found[SettingName.Server]),
            Port = SettingValue.Number(found[SettingName.Port], 1, ushort.MaxValue, "a port from 1 to 65535"),
            Socket = OperatingSystem.IsWindows() ? null : socket,
            Pipe = OperatingSystem.IsWindows() ? socket : null, // there, --socket is the name of the pipe
            User = SettingValue.Text(found[SettingName.User]),
            Password = found[SettingName.Password].Value ?? "",
            SslMode = SettingValue.SslMode(found[SettingName.SslMode]),
            SslCa = found[SettingName.SslCa].Value,
            EnableCleartextPlugin = SettingValue.YesOrNo(found[SettingName.EnableCleartextPlugin]),
            GetServerPublicKey = SettingValue.YesOrNo(found[SettingName.GetServerPublicKey]),
            ServerPublicKeyPath = found[SettingName.ServerPublicKeyPath].Value,
        };
    }

    /// <summary>
    /// A socket leads to this machine only. So it is not used when something stronger names a port, or when another machine is named
    /// by something at least as strong: <c>--server db1</c> must not end at the local socket of <c>my.cnf</c>. <c>localhost</c> without a port means
    /// the socket of the server here, where there is one: accounts that log in by unix_socket have no other way.
    /// </summary>
    private static Setting SocketInForce(Dictionary<string, Setting> found, string? local)
    {
        Setting socket = found[SettingName.Socket], server = found[SettingName.Server], port = found[SettingName.Port];
        if (socket.Value is null)
            return server.Value == "localhost" && port.Source == ConfigurationSource.Default ? socket with { Value = local, Detail = local is null ? socket.Detail : "localhost without a port" } : socket;
        bool isElsewhere = server.Value != "localhost" && server.Source <= socket.Source;
        if (!isElsewhere && port.Source >= socket.Source)
            return socket;
        return socket with { Value = null, Detail = $"not used: {(isElsewhere ? server : port).Detail} goes before {socket.Detail}" };
    }

    /// <summary>Who names a certificate authority wants it checked, as with the server's own clients.</summary>
    private static Setting SslModeInForce(Dictionary<string, Setting> found)
    {
        Setting mode = found[SettingName.SslMode], authority = found[SettingName.SslCa];
        return mode.Source == ConfigurationSource.Default && authority.Value is not null
            ? authority with { Name = mode.Name, Value = "VERIFY_CA" }
            : mode;
    }
}

/// <summary>What the text of a setting means.</summary>
internal static class SettingValue
{
    public static string Text(Setting setting) =>
        string.IsNullOrWhiteSpace(setting.Value) ? throw ConfigurationFault.BadValue(setting, "a text that is not empty") : setting.Value;

    public static int Number(Setting setting, int least, int most, string expected) =>
        int.TryParse(setting.Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most
            ? number
            : throw ConfigurationFault.BadValue(setting, expected);

    public static bool YesOrNo(Setting setting) => setting.Value?.ToUpperInvariant() switch
    {
        "TRUE" or "YES" or "ON" or "1" => true,
        "FALSE" or "NO" or "OFF" or "0" => false,
        _ => throw ConfigurationFault.BadValue(setting, "true or false"),
    };

    public static SslMode SslMode(Setting setting) => setting.Value?.ToUpperInvariant().Replace('-', '_') switch
    {
        // The second of each is what the URLs of frameworks say: https://www.postgresql.org/docs/current/libpq-ssl.html
        "DISABLED" or "DISABLE" => MySql.SslMode.Disabled,
        "PREFERRED" or "PREFER" => MySql.SslMode.Preferred,
        "REQUIRED" or "REQUIRE" => MySql.SslMode.Required,
        "VERIFY_CA" or "VERIFYCA" => MySql.SslMode.VerifyCA,
        "VERIFY_IDENTITY" or "VERIFYIDENTITY" or "VERIFY_FULL" => MySql.SslMode.VerifyIdentity,
        _ => throw ConfigurationFault.BadValue(setting, "DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY"),
    };
}
