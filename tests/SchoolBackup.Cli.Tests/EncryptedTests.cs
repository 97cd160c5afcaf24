using System.Text.Json;

namespace SchoolBackup.Cli.Tests;

/// <summary>Encrypted backups and their keys on the command line.</summary>
[Trait("Needs", "server")]
public sealed class EncryptedTests : IDisposable
{
    private readonly Cli _cli;
    private readonly string _digits;
    private readonly string _id;

    public EncryptedTests(SchoolServer school)
    {
        _cli = new Cli(school.Server);
        _id = NewKey("key");
        _digits = File.ReadAllText(InFolder("key")).Trim();
    }

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("BACKUP_ENCRYPTION_KEY")]
    [InlineData("BACKUP_ENCRYPTION_KEY_FILE")]
    [InlineData("--key-file")]
    public void Create_list_verify_and_restore_with_a_key(string given)
    {
        string[] option = given == "--key-file" ? ["--key-file", "key"] : [];
        if (option.Length == 0) _cli[given] = given == "BACKUP_ENCRYPTION_KEY" ? _digits : InFolder("key");
        JsonElement created = Data("create", ["--database", "school", .. option]);
        string file = created.GetProperty("filename").GetString()!;

        Assert.EndsWith("_school.sql.gz.enc", file, StringComparison.Ordinal);
        Assert.Equal((true, true, _id), (created.GetProperty("compressed").GetBoolean(), created.GetProperty("encrypted").GetBoolean(), created.GetProperty("keyId").GetString()));
        Assert.Equal(new FileInfo(created.GetProperty("path").GetString()!).Length, created.GetProperty("size").GetInt64());
        JsonElement verified = Data("verify", [file, .. option]);
        Assert.Equal((true, true), (verified.GetProperty("valid").GetBoolean(), verified.GetProperty("encrypted").GetBoolean()));
        JsonElement listed = Data("list", option)[0];
        Assert.Equal((true, 502, true), (listed.GetProperty("encrypted").GetBoolean(), listed.GetProperty("rows").GetInt32(), listed.GetProperty("valid").GetBoolean()));
        JsonElement restored = Data("restore", [file, "--database", $"school_encrypted_{Guid.NewGuid():N}", "--yes", .. option]);
        Assert.Equal(2, restored.GetProperty("restoredTables").GetInt32());
    }

    [Fact]
    public void Without_the_key_the_list_shows_what_it_may_and_verify_says_how_little_it_did()
    {
        string file = Data("create", "--database", "school", "--key-file", "key").GetProperty("filename").GetString()!;

        JsonElement listed = Data("list")[0];
        Assert.Equal((file, "school", _id), (listed.GetProperty("filename").GetString(), listed.GetProperty("database").GetString(), listed.GetProperty("keyIds")[0].GetString()));
        Assert.False(listed.TryGetProperty("rows", out _));
        JsonElement verified = Data("verify", file);
        Assert.Equal(JsonValueKind.Null, verified.GetProperty("valid").ValueKind);
        Assert.Contains("without the key", verified.GetProperty("remarks")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("give its key by --key-file", _cli.Run("verify", file).Output, StringComparison.Ordinal);
        Assert.Contains(_id, _cli.Run("list", "--wide").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void No_key_and_a_wrong_key_are_7()
    {
        string file = Data("create", "--database", "school", "--key-file", "key").GetProperty("filename").GetString()!;
        NewKey("other");
        Fails(7, "KeyMissing", "restore", file, "--yes");
        Fails(7, "KeyWrong", "restore", file, "--yes", "--key-file", "other");
        Fails(7, "KeyWrong", "verify", file, "--key-file", "other");
        Assert.Equal(0, _cli.Run("verify", file, "--key-file", "other", "--old-key-file", "key").ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0")]
    [InlineData("your-64-character-hex-key")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public void A_key_that_is_none_is_2_and_nothing_is_created(string key)
    {
        _cli["BACKUP_ENCRYPTION_KEY"] = key;
        if (key.Length == 0)
        {
            // Templates write a variable that is not set like this.
            Assert.False(Data("create", "--database", "school").GetProperty("encrypted").GetBoolean());
            return;
        }

        Fails(2, "KeyInvalid", "create", "--database", "school");
        Fails(2, "KeyInvalid", "config");
        Assert.False(Directory.Exists(_cli.Backups));
    }

    [Fact]
    public void Encryption_can_be_turned_off_by_name()
    {
        _cli["BACKUP_ENCRYPTION_KEY_FILE"] = InFolder("key");
        JsonElement created = Data("create", "--database", "school", "--no-encryption");
        Assert.False(created.GetProperty("encrypted").GetBoolean());
        Assert.EndsWith(".sql.gz", created.GetProperty("filename").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_keys_of_one_source_are_2()
    {
        File.Copy(InFolder("key"), InFolder("words"));
        Fails(2, "InvalidOption", "create", "--database", "school", "--key-file", "key", "--passphrase-file", "words");
        _cli["BACKUP_ENCRYPTION_KEY"] = _digits;
        _cli["BACKUP_ENCRYPTION_KEY_FILE"] = InFolder("key");
        Fails(2, "ConfigurationInvalid", "config");
        // A stronger source goes before both.
        Assert.Equal(0, _cli.Run("config", "--key-file", "key").ExitCode);
    }

    [Fact]
    public void Config_says_which_key_is_in_force_and_never_the_key()
    {
        _cli["BACKUP_ENCRYPTION_KEY"] = _digits;
        JsonElement encryption = Data("config").GetProperty("encryption");
        Assert.Equal((true, "Key", _id, "BACKUP_ENCRYPTION_KEY"), (encryption.GetProperty("enabled").GetBoolean(), encryption.GetProperty("kind").GetString(), encryption.GetProperty("keyId").GetString(), encryption.GetProperty("source").GetString()));

        foreach (string[] args in (string[][])[["config"], ["config", "--json"], ["create", "--database", "school"], ["create", "--database", "nonesuch"], ["list"], ["verify", "x"]])
            Assert.DoesNotContain(_digits, _cli.Run(args).ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_new_key_goes_to_a_file_of_its_own_or_to_standard_output_when_asked()
    {
        Fails(2, "KeyInvalid", "key", "new", "--key-file", "key");
        Fails(2, "InvalidOption", "key", "new");
        Fails(2, "InvalidOption", "key", "new", "--key-file", "b", "--stdout");
        Assert.Equal(_digits, File.ReadAllText(InFolder("key")).Trim());
        Assert.Matches("^[0-9a-f]{64}\n$", _cli.Run("key", "new", "--stdout").Output);
        CliResult told = _cli.Run("key", "new", "--key-file", "b");
        Assert.DoesNotContain(File.ReadAllText(InFolder("b")).Trim(), told.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_rotated_and_the_old_one_removed()
    {
        string file = Data("create", "--database", "school", "--key-file", "key").GetProperty("filename").GetString()!;
        string next = NewKey("next");

        Assert.Equal((1, true), Counted("key", "rotate", "--key-file", "key", "--new-key-file", "next", "--what-if"));
        Fails(7, "KeyWrong", "verify", file, "--key-file", "next");
        Assert.Equal((1, false), Counted("key", "rotate", "--key-file", "key", "--new-key-file", "next"));
        Assert.Equal((0, false), Counted("key", "rotate", "--key-file", "key", "--new-key-file", "next"));
        Assert.Equal(0, _cli.Run("verify", file, "--key-file", "key").ExitCode);
        Assert.Equal((1, false), Counted("key", "rotate", "--key-file", "key", "--new-key-file", "next", "--remove-old"));
        Fails(7, "KeyWrong", "verify", file, "--key-file", "key");
        Assert.Equal(0, _cli.Run("verify", file, "--key-file", "next").ExitCode);
        Assert.Equal(next, Data("list")[0].GetProperty("keyIds")[0].GetString());
        NewKey("third");
        Fails(1, "RotationIncomplete", "key", "rotate", "--key-file", "key", "--new-key-file", "third");
        Fails(2, "InvalidOption", "key", "rotate", "--key-file", "key");
    }

    [Fact]
    public void A_passphrase_is_asked_for_twice_to_encrypt_and_once_to_open()
    {
        const string words = "correct horse battery staple";
        using (var run = new TerminalRun(_cli, "create", "--database", "school", "--passphrase"))
        {
            run.WaitFor("Passphrase: ");
            run.Type(words + "\r");
            run.WaitFor("The same again: ");
            run.Type(words + "\r");
            Assert.True(run.Finish() == 0, run.Screen);
            Assert.DoesNotContain(words, run.Screen, StringComparison.Ordinal);
        }

        string file = Data("list")[0].GetProperty("filename").GetString()!;
        WriteSecret("words", words + "\n");
        Assert.Equal(0, _cli.Run("verify", file, "--passphrase-file", "words").ExitCode);
        Fails(2, "InvalidOption", "verify", file, "--passphrase");
    }

    [Theory]
    [InlineData("--old-passphrase-file")]
    [InlineData("BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES")]
    public void A_passphrase_of_older_backups_opens_them_beside_a_key_and_is_rotated_away(string given)
    {
        WriteSecret("words", "correct horse battery staple\n");
        string file = Data("create", "--database", "school", "--passphrase-file", "words").GetProperty("filename").GetString()!;
        Assert.Contains("--passphrase-file or BACKUP_ENCRYPTION_PASSPHRASE_FILE", Hint("restore", file, "--yes"), StringComparison.Ordinal);
        Assert.Contains("BACKUP_ENCRYPTION_OLD_PASSPHRASE_FILES", Hint("verify", file, "--key-file", "key"), StringComparison.Ordinal);

        string[] option = given == "--old-passphrase-file" ? [given, "words"] : [];
        if (option.Length == 0) _cli[given] = InFolder("words");
        Assert.True(Data("verify", [file, "--key-file", "key", .. option]).GetProperty("valid").GetBoolean());
        Assert.Equal((1, false), Counted(["key", "rotate", "--key-file", "key", "--new-key-file", "key", "--remove-old", .. option]));
        _cli[given] = null;
        Assert.True(Data("verify", file, "--key-file", "key").GetProperty("valid").GetBoolean());
        Assert.Contains("--key-file, BACKUP_ENCRYPTION_KEY_FILE or BACKUP_ENCRYPTION_KEY", Hint("restore", file, "--yes"), StringComparison.Ordinal);
    }

    private string InFolder(string name) => Path.Combine(_cli.Folder, name);

    private void WriteSecret(string name, string text)
    {
        File.WriteAllText(InFolder(name), text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(InFolder(name), UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private string Hint(params string[] args)
    {
        CliResult result = _cli.Run([.. args, "--json"]);
        Assert.True(result.ExitCode == ExitCodes.NoKey, result.ToString());
        return result.Json.GetProperty("error").GetProperty("hint").GetString()!;
    }

    private string NewKey(string name)
    {
        CliResult result = _cli.Run("key", "new", "--key-file", name, "--json");
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("data").GetProperty("keyId").GetString()!;
    }

    private JsonElement Data(string command, params string[] args)
    {
        CliResult result = _cli.Run([command, .. args, "--json"]);
        Assert.True(result.ExitCode == 0, result.ToString());
        return result.Json.GetProperty("data");
    }

    private (int Rotated, bool WhatIf) Counted(params string[] args)
    {
        JsonElement data = Data(args[0], args[1..]);
        return (data.GetProperty("rotatedCount").GetInt32(), data.GetProperty("whatIf").GetBoolean());
    }

    private void Fails(int code, string error, params string[] args)
    {
        CliResult json = _cli.Run([.. args, "--json"]);
        Assert.True(json.ExitCode == code, json.ToString());
        Assert.Equal(error, json.ErrorCode);
        Assert.NotEmpty(json.Json.GetProperty("error").GetProperty("hint").GetString()!);
    }
}
