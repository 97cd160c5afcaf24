using System.Text.Json;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;
using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Tests.Configuration;

public sealed class ConfigurationTests : IDisposable
{
    private const string SeedLines = """
        # Backup Configuration
        BACKUP_ENABLED=true                    # Enable/disable automated backups
        BACKUP_SCHEDULE=0 2 * * *              # Cron expression (2 AM daily)
        BACKUP_RETENTION_DAYS=30               # Keep backups for 30 days
        BACKUP_PATH=./backups                  # Local backup directory
        BACKUP_EXTERNAL_PATH=/mnt/backup       # External storage path (optional)
        BACKUP_COMPRESSION=true                # Enable gzip compression
        BACKUP_ON_STARTUP=false                # Run backup on server startup
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void With_nothing_said_the_defaults_are_in_force()
    {
        BackupConfiguration configuration = Resolve();
        Assert.Equal(new ConnectionOptions(), configuration.Connection);
        Assert.Equal("./backups", configuration.Path);
        Assert.Empty(configuration.ExternalPaths);
        Assert.Null(configuration.Database);
        Assert.Equal(30, configuration.RetentionDays);
        Assert.Equal("0 2 * * *", configuration.Schedule);
        Assert.True(configuration.Compression);
        Assert.True(configuration.Enabled);
        Assert.False(configuration.OnStartup);
        Assert.All(configuration.Settings, setting => Assert.Equal((ConfigurationSource.Default, "default"), (setting.Source, setting.Detail)));
        Assert.Equal(24, configuration.Settings.Count);
    }

    [Fact]
    public void The_lines_of_the_earlier_systems_work_as_they_stand()
    {
        BackupConfiguration configuration = Resolve(envFile: SeedLines);
        Assert.Equal("0 2 * * *", configuration.Schedule);
        Assert.Equal("./backups", configuration.Path);
        Assert.Equal(["/mnt/backup"], configuration.ExternalPaths);
        Assert.Equal(30, configuration.RetentionDays);
        Assert.True(configuration.Enabled);
        Assert.True(configuration.Compression);
        Assert.False(configuration.OnStartup);
        Assert.Equal("BACKUP_SCHEDULE in .env:3", Find(configuration, SettingName.Schedule).Detail);
        Assert.Equal(ConfigurationSource.EnvFile, Find(configuration, SettingName.OnStartup).Source);
    }

    [Fact]
    public void Option_goes_before_environment_before_env_file_before_defaults_file_before_default()
    {
        string cnf = Cnf("[client]\nport=4");
        var option = (SettingName.Port, "1");
        var variable = ("DB_PORT", "2");
        const string EnvFile = "DB_PORT=3";
        (BackupConfiguration Configuration, int Port, string Detail)[] steps =
        [
            (Resolve(EnvFile, cnf, [variable], option), 1, "--port"),
            (Resolve(EnvFile, cnf, [variable]), 2, "DB_PORT"),
            (Resolve(EnvFile, cnf), 3, "DB_PORT in .env:1"),
            (Resolve(null, cnf), 4, $"port in {cnf}:2"),
            (Resolve(), 3306, "default"),
        ];
        foreach ((BackupConfiguration configuration, int port, string detail) in steps)
        {
            Assert.Equal(port, configuration.Connection.Port);
            Assert.Equal(detail, Find(configuration, SettingName.Port).Detail);
        }
    }

    [Fact]
    public void Each_setting_has_its_variables()
    {
        BackupConfiguration configuration = Resolve(null, null,
        [
            ("DB_HOST", "db1"), ("DB_PORT", "3307"), ("DB_USER", "backup"), ("DB_PASSWORD", "geheim"), ("DB_NAME", "school"),
            ("BACKUP_ENABLED", "no"), ("BACKUP_SCHEDULE", "0 */6 * * *"), ("BACKUP_RETENTION_DAYS", "7"), ("BACKUP_PATH", "/b"),
            ("BACKUP_EXTERNAL_PATH", "/x"), ("BACKUP_COMPRESSION", "off"), ("BACKUP_ON_STARTUP", "1"),
        ]);
        Assert.Equal(new ConnectionOptions { Server = "db1", Port = 3307, User = "backup", Password = "geheim" }, configuration.Connection);
        Assert.Equal(("school", "/b", "/x", 7), (configuration.Database, configuration.Path, configuration.ExternalPaths.Single(), configuration.RetentionDays));
        Assert.Equal((false, false, true), (configuration.Enabled, configuration.Compression, configuration.OnStartup));
    }

    [Fact]
    public void A_key_comes_from_one_place_and_older_ones_from_several_files()
    {
        Assert.Null(Resolve().Key);
        BackupConfiguration configuration = Resolve(null, null, [("BACKUP_ENCRYPTION_KEY_FILE", "/k"), ("BACKUP_ENCRYPTION_OLD_KEY_FILES", $"/a{Path.PathSeparator}/b"), ("BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES", "/c")]);
        Assert.Equal((SettingName.KeyFile, "/k"), (configuration.Key!.Setting.Name, configuration.Key.Setting.Value));
        Assert.Equal(["/a", "/b", "/c"], configuration.OldKeys.Select(key => key.Setting.Value));

        // The stronger source, whatever kind of key it gives.
        configuration = Resolve("BACKUP_ENCRYPTION_KEY_FILE=/k", null, [("BACKUP_ENCRYPTION_PASSPHRASE_FILE", "/p")]);
        Assert.Equal(SettingName.PassphraseFile, configuration.Key!.Setting.Name);
        Run.Fails(BackupError.ConfigurationInvalid, () => Resolve("BACKUP_ENCRYPTION_KEY_FILE=/k\nBACKUP_ENCRYPTION_PASSPHRASE_FILE=/p"));
        Run.Fails(BackupError.InvalidOption, () => Resolve(null, null, null, (SettingName.KeyFile, "/k"), (SettingName.PassphraseFile, "/p")));
    }

    [Fact]
    public void A_key_is_never_shown()
    {
        BackupConfiguration configuration = Resolve(null, null, [("BACKUP_ENCRYPTION_KEY", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]);
        Assert.DoesNotContain("9f86d081", $"{configuration} {configuration.Key} {string.Join(' ', configuration.Settings)}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_variables_of_the_servers_own_clients_are_read()
    {
        ConnectionOptions connection = Resolve(null, null,
            [("MYSQL_HOST", "db2"), ("MYSQL_TCP_PORT", "3308"), ("MYSQL_PWD", "geheim")]).Connection;
        Assert.Equal(new ConnectionOptions { Server = "db2", Port = 3308, Password = "geheim" }, connection);
        Assert.Equal("/run/m.sock", SocketOf(Resolve(null, null, [("MYSQL_UNIX_PORT", "/run/m.sock")])));
    }

    [Fact]
    public void Within_a_source_DB_variables_go_before_DATABASE_URL_and_that_before_the_MYSQL_ones()
    {
        BackupConfiguration configuration = Resolve(null, null,
        [
            ("DB_HOST", "specific"), ("DATABASE_URL", "mysql://u:p@general:3307/school"), ("MYSQL_HOST", "machine"), ("MYSQL_TCP_PORT", "1"), ("DB_PASSWORD", "q"),
        ]);
        Assert.Equal(new ConnectionOptions { Server = "specific", Port = 3307, User = "u", Password = "q" }, configuration.Connection);
        Assert.Equal("school", configuration.Database);
    }

    [Fact]
    public void A_stronger_source_goes_before_a_more_specific_name()
    {
        Assert.Equal("url", Resolve("DB_HOST=file", null, [("DATABASE_URL", "mysql://url")]).Connection.Server);
    }

    [Theory]
    [InlineData("")]
    [InlineData("DB_HOST=\nDB_PASSWORD=\"\"\nDATABASE_URL=\nBACKUP_EXTERNAL_PATH=\n")]
    public void An_empty_variable_is_not_set(string envFile)
    {
        BackupConfiguration configuration = Resolve(envFile, Cnf("[client]\nhost=db\npassword=geheim"), [("DB_HOST", ""), ("MYSQL_PWD", "")]);
        Assert.Equal("db", configuration.Connection.Server);
        Assert.Equal("geheim", configuration.Connection.Password);
        Assert.Empty(configuration.ExternalPaths);
    }

    [Fact]
    public void An_option_can_be_empty_on_purpose()
    {
        Assert.Equal("", Resolve("DB_PASSWORD=geheim", null, [], (SettingName.Password, "")).Connection.Password);
        Assert.Equal(BackupError.InvalidOption, Assert.Throws<BackupException>(() => Resolve(null, null, [], (SettingName.Path, ""))).Code);
    }

    [Theory]
    [InlineData("DB_PORT", "abc")]
    [InlineData("DB_PORT", "0")]
    [InlineData("DB_PORT", "65536")]
    [InlineData("DB_PORT", "+1")]
    [InlineData("BACKUP_RETENTION_DAYS", "-3")]
    [InlineData("BACKUP_RETENTION_DAYS", "0")]
    [InlineData("BACKUP_RETENTION_DAYS", "99999999999")]
    [InlineData("BACKUP_ENABLED", "maybe")]
    [InlineData("BACKUP_COMPRESSION", "gzip")]
    [InlineData("BACKUP_ON_STARTUP", "2")]
    public void A_bad_value_is_an_error_that_names_variable_file_and_line(string name, string value)
    {
        BackupException error = Assert.Throws<BackupException>(() => Resolve($"# first\n\n{name}={value} # c"));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.StartsWith($"{name} in .env:3: '{value}' is not ", error.Message);
        Assert.NotEmpty(error.Hint);
        Assert.StartsWith($"{name}: '{value}' is not ", Assert.Throws<BackupException>(() => Resolve(null, null, [(name, value)])).Message);
    }

    [Fact]
    public void A_bad_value_of_the_defaults_file_is_named_with_its_line()
    {
        string cnf = Cnf("[client]\n\nport=abc");
        BackupException error = Assert.Throws<BackupException>(() => Resolve(null, cnf));
        Assert.Equal(BackupError.ConfigurationInvalid, error.Code);
        Assert.StartsWith($"port in {cnf}:3: 'abc'", error.Message);
    }

    [Fact]
    public void A_bad_option_is_an_invalid_option()
    {
        BackupException error = Assert.Throws<BackupException>(() => Resolve(null, null, [], (SettingName.SslMode, "sometimes")));
        Assert.Equal(BackupError.InvalidOption, error.Code);
        Assert.StartsWith("--ssl-mode: 'sometimes' is not DISABLED", error.Message);
        Assert.Throws<ArgumentException>(() => Resolve(null, null, [], ("colour", "red")));
    }

    [Theory]
    [InlineData("required", SslMode.Required)]
    [InlineData("require", SslMode.Required)]
    [InlineData("prefer", SslMode.Preferred)]
    [InlineData("disable", SslMode.Disabled)]
    [InlineData("verify-full", SslMode.VerifyIdentity)]
    [InlineData("VERIFY_CA", SslMode.VerifyCA)]
    [InlineData("VerifyIdentity", SslMode.VerifyIdentity)]
    [InlineData("verify-identity", SslMode.VerifyIdentity)]
    [InlineData("Disabled", SslMode.Disabled)]
    [InlineData("PREFERRED", SslMode.Preferred)]
    public void TLS_modes_are_those_of_the_servers_clients(string text, SslMode mode) =>
        Assert.Equal(mode, Resolve(null, null, [], (SettingName.SslMode, text)).Connection.SslMode);

    [Theory]
    [InlineData("ssl-ca=/ca.pem", SslMode.VerifyCA)]
    [InlineData("ssl-ca=/ca.pem\nssl-mode=REQUIRED", SslMode.Required)]
    [InlineData("ssl_mode=VERIFY_IDENTITY\nskip-ssl", SslMode.VerifyIdentity)]
    [InlineData("ssl-verify-server-cert", SslMode.VerifyIdentity)]
    [InlineData("ssl-verify-server-cert=0", SslMode.Preferred)]
    [InlineData("ssl\nssl_verify_server_cert=off", SslMode.Required)]
    [InlineData("ssl=0", SslMode.Disabled)]
    [InlineData("skip-ssl", SslMode.Disabled)]
    public void What_a_defaults_file_asks_of_TLS_is_not_lost(string lines, SslMode mode) =>
        Assert.Equal(mode, Resolve(null, Cnf("[client]\n" + lines)).Connection.SslMode);

    [Fact]
    public void A_socket_is_used_unless_something_as_strong_names_another_machine_or_something_stronger_a_port()
    {
        string cnf = Cnf("[client]\nsocket=/run/m.sock\nport=3306");
        Assert.Equal("/run/m.sock", SocketOf(Resolve(null, cnf)));
        Assert.Equal("/run/m.sock", SocketOf(Resolve(null, cnf, [], (SettingName.Server, "localhost"))));
        Assert.Equal("/run/o.sock", SocketOf(Resolve("DB_HOST=db\nDB_PORT=3307", cnf, [], (SettingName.Socket, "/run/o.sock"))));
        Assert.Null(SocketOf(Resolve(null, cnf, [], (SettingName.Port, "3307"))));
        Assert.Null(SocketOf(Resolve(null, Cnf("[client]\nsocket=/run/m.sock\nhost=db"))));

        BackupConfiguration remote = Resolve("DB_HOST=db", cnf);
        Assert.Null(SocketOf(remote));
        Assert.Equal($"not used: DB_HOST in .env:1 goes before socket in {cnf}:2", Find(remote, SettingName.Socket).Detail);
    }

    [Fact]
    public void Localhost_without_a_port_is_the_socket_of_the_server_here()
    {
        const string Here = "/run/mysqld/mysqld.sock";
        var input = new ConfigurationInput { LocalSocket = Here };
        Assert.Equal(Here, SocketOf(ConfigurationResolver.Resolve(input)));
        Assert.Equal(Here, SocketOf(ConfigurationResolver.Resolve(input with { Options = Options((SettingName.Server, "localhost")) })));
        Assert.Null(SocketOf(ConfigurationResolver.Resolve(input with { Options = Options((SettingName.Port, "3306")) })));
        Assert.Null(SocketOf(ConfigurationResolver.Resolve(input with { Options = Options((SettingName.Server, "127.0.0.1")) })));
        Assert.Null(SocketOf(ConfigurationResolver.Resolve(new ConfigurationInput())));
        Assert.Equal("/run/m.sock", SocketOf(ConfigurationResolver.Resolve(input with { Options = Options((SettingName.Socket, "/run/m.sock")) })));
    }

    [Fact]
    public void No_text_of_ours_shows_the_password()
    {
        const string Secret = "s3cr3t";
        string cnf = Cnf($"[client]\npassword={Secret}");
        BackupConfiguration[] configurations =
        [
            Resolve(null, cnf), Resolve($"DB_PASSWORD={Secret}"), Resolve(null, null, [("MYSQL_PWD", Secret)]),
            Resolve($"DATABASE_URL=mysql://u:{Secret}@h/db"), Resolve(null, null, [], (SettingName.Password, Secret)),
        ];
        foreach (BackupConfiguration configuration in configurations)
        {
            Assert.Equal(Secret, configuration.Connection.Password);
            Setting password = Find(configuration, SettingName.Password);
            Assert.Equal("****", password.Display);
            string all = configuration + string.Join("\n", configuration.Settings) + JsonSerializer.Serialize(configuration.Settings);
            Assert.DoesNotContain(Secret, all);
        }
        OptionFile file = OptionFile.Read(cnf);
        var input = new ConfigurationInput { DefaultsFile = file, EnvFile = EnvFile.Parse($"A={Secret}", ".env") };
        Assert.DoesNotContain(Secret, input + file.Find("password")!.ToString() + input.EnvFile.Variables["A"] + OptionFileLine.Parse($"password={Secret}"));
    }

    [Fact]
    public void The_process_is_gathered_at_one_place()
    {
        File.WriteAllText(_folder[".env"], "BACKUP_PATH=/from/env/file");
        string cnf = Cnf("[client]\nuser=cnf");
        ConfigurationInput input = ConfigurationInput.FromProcess(Options((SettingName.Port, "3309")), new ConfigurationFiles(_folder.Path, DefaultsFile: cnf));
        Assert.Equal(Environment.GetEnvironmentVariable("PATH"), input.Environment["PATH"]);
        BackupConfiguration configuration = ConfigurationResolver.Resolve(input with { Environment = new Dictionary<string, string>() });
        Assert.Equal(("/from/env/file", "cnf", 3309), (configuration.Path, configuration.Connection.User, configuration.Connection.Port));
        Assert.Equal($"BACKUP_PATH in {_folder[".env"]}:1", Find(configuration, SettingName.Path).Detail);

        Assert.Null(ConfigurationInput.FromProcess(Options(), new ConfigurationFiles(_folder["nowhere"])).EnvFile);
    }

    private static BackupConfiguration Resolve(
        string? envFile = null, string? cnf = null, (string Name, string Value)[]? environment = null, params (string Name, string Value)[] options) =>
        ConfigurationResolver.Resolve(new ConfigurationInput
        {
            Options = Options(options),
            Environment = (environment ?? []).ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal),
            EnvFile = envFile is null ? null : EnvFile.Parse(envFile, ".env"),
            DefaultsFile = cnf is null ? null : OptionFile.Read(cnf),
        });

    private static Dictionary<string, string?> Options(params (string Name, string Value)[] options) =>
        options.ToDictionary(pair => pair.Name, string? (pair) => pair.Value, StringComparer.Ordinal);

    private static Setting Find(BackupConfiguration configuration, string name) => configuration.Settings.Single(setting => setting.Name == name);

    private static string? SocketOf(BackupConfiguration configuration) => configuration.Connection.Socket ?? configuration.Connection.Pipe;

    private string Cnf(string text)
    {
        string path = _folder[$"{Guid.NewGuid():N}.cnf"];
        File.WriteAllText(path, text);
        return path;
    }
}
