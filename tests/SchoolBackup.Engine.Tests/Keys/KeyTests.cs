using System.Security;
using SchoolBackup.Engine.Configuration;
using SchoolBackup.Engine.Keys;
using SchoolBackup.Engine.Repositories;
using SchoolBackup.Engine.Tests.Repositories;
using SchoolBackup.Engine.Tests.Servers;
using SchoolBackup.Errors;

namespace SchoolBackup.Engine.Tests.Keys;

public sealed class KeyTests : IDisposable
{
    private const string Digits = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData(Digits)]
    [InlineData("  9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08\n")]
    public void A_key_is_64_digits_in_either_case_and_its_id_is_the_same(string text)
    {
        using RawKey key = RawKey.Parse(text, "a test");
        Assert.Matches("^[0-9a-f]{16}$", key.Id);
        Assert.Equal(Digits, new string(key.ToDigits()));
        Assert.DoesNotContain(key.Id, Digits, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "0 characters")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0", "63 characters")]
    [InlineData(Digits + "0", "65 characters")]
    [InlineData("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a0g", "other than hexadecimal")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", "pattern")]
    [InlineData("7777777777777777777777777777777777777777777777777777777777777777", "pattern")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "pattern")]
    [InlineData("your-64-character-hex-key", "placeholder")]
    public void What_is_no_key_or_a_weak_one_is_refused_and_never_quoted(string text, string why)
    {
        BackupException refused = Run.Fails(BackupError.KeyInvalid, () => RawKey.Parse(text, "KEY"));
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        if (text.Length > 40) Assert.DoesNotContain(text[..20], refused.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_key_goes_through_a_secure_string_and_back()
    {
        using RawKey key = RawKey.Parse(Digits, "a test");
        using SecureString secret = SecureText.Of(key);
        Assert.True(secret.IsReadOnly());
        Assert.Equal(Digits, SecureText.Read(secret, digits => new string(digits)));
        using RawKey again = SecureText.Read(secret, digits => RawKey.Parse(digits, "a test"));
        Assert.Equal(key.Id, again.Id);
    }

    [Fact]
    public void A_key_in_hand_goes_before_that_of_the_settings_which_is_not_even_read()
    {
        var input = new ConfigurationInput { Options = new Dictionary<string, string?> { [SettingName.KeyFile] = _folder["none"] } };
        BackupConfiguration configuration = ConfigurationResolver.Resolve(input);
        using RawKey key = RawKey.Parse(Digits, "a test");
        Assert.Same(key, configuration.ReadKeys(key).Current);
        Run.Fails(BackupError.KeyInvalid, () => configuration.ReadKeys());
    }

    [Fact]
    public void No_text_of_a_key_says_it()
    {
        using RawKey key = RawKey.Parse(Digits, "a test");
        using var ring = new KeyRing(key);
        var options = new Engine.Operations.RestoreOptions { Connection = new() { Server = "h", User = "u" }, Backup = Places.Backup("f"), Keys = ring };
        Assert.DoesNotContain(Digits[..10], $"{key} {ring} {options}", StringComparison.OrdinalIgnoreCase);
        Assert.Contains(key.Id, key.ToString(), StringComparison.Ordinal);
        using Passphrase words = Passphrase.From("correct horse battery staple", "a test");
        Assert.DoesNotContain("horse", words.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_disposed_key_is_wiped()
    {
        RawKey key = RawKey.Parse(Digits, "a test");
        key.Dispose();
        Assert.Equal(new string('0', 64), new string(key.ToDigits()));
    }

    [Fact]
    public void A_key_file_is_its_owners_alone_and_is_never_written_over()
    {
        using RawKey key = RawKey.NewRandom();
        KeyFile.Write(key, _folder["key"]);
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["key"]));
        using RawKey read = KeyFile.ReadKey(_folder["key"]);
        Assert.Equal(key.Id, read.Id);

        string before = File.ReadAllText(_folder["key"]);
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.Write(RawKey.NewRandom(), _folder["key"]));
        Assert.Equal(before, File.ReadAllText(_folder["key"]));
        Run.Fails(BackupError.WriteFailed, () => KeyFile.Write(key, _folder["no folder/key"]));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_file_that_others_may_read_or_write_is_refused(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are of Unix");
        KeyFile.Write(RawKey.NewRandom(), _folder["key"]);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder["key"], UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        BackupException refused = Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadKey(_folder["key"]));
        Assert.Contains("chmod 600", refused.Hint, StringComparison.Ordinal);
        File.CreateSymbolicLink(_folder["link"], _folder["key"]);
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadKey(_folder["link"]));
    }

    [Fact]
    public void A_key_file_that_is_missing_or_holds_something_else_is_refused()
    {
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadKey(_folder["nothing"]));
        Secret("long", new string('a', 100_000));
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadKey(_folder["long"]));
        Secret("binary", "\u0000\u0001");
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadKey(_folder["binary"]));
    }

    [Fact]
    public void A_passphrase_file_is_its_first_line_and_not_too_short()
    {
        Secret("words", "correct horse battery staple\nand a note\n");
        using Passphrase read = KeyFile.ReadPassphrase(_folder["words"]);
        using Passphrase same = Passphrase.From("correct horse battery staple", "a test");
        KeyWrap wrap = same.Wrap(new byte[32], "binding"u8);
        Assert.Equal(new byte[32], read.Unwrap(wrap, "binding"u8));
        Assert.Equal(600_000, wrap.Rounds);

        Secret("short", "hunter2\n");
        Run.Fails(BackupError.KeyInvalid, () => KeyFile.ReadPassphrase(_folder["short"]));
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void A_byte_order_mark_is_no_part_of_a_passphrase(string encoding)
    {
        var written = System.Text.Encoding.GetEncoding(encoding);
        Secret("words", "");
        File.WriteAllBytes(_folder["words"], [.. written.GetPreamble(), .. written.GetBytes("correct horse b\u00e4ttery staple\r\n")]);
        using Passphrase read = KeyFile.ReadPassphrase(_folder["words"]);
        using Passphrase typed = Passphrase.From("correct horse b\u00e4ttery staple", "a test");
        Assert.Equal(new byte[32], read.Unwrap(typed.Wrap(new byte[32], "binding"u8), "binding"u8));
    }

    /// <summary>A forged count would keep whoever opens the file busy for hours.</summary>
    [Fact]
    public void A_count_beyond_reason_is_not_counted()
    {
        using Passphrase words = Passphrase.From("correct horse battery staple", "a test");
        KeyWrap wrap = words.Wrap(new byte[32], "binding"u8) with { Rounds = int.MaxValue };
        Assert.Null(words.Unwrap(wrap, "binding"u8));
    }

    [Fact]
    public void A_wrap_opens_where_it_belongs_and_nowhere_else()
    {
        using RawKey key = RawKey.Parse(Digits, "a test");
        KeyWrap wrap = key.Wrap(new byte[32], "mine"u8);
        using var ring = new KeyRing(key);
        Assert.Equal(new byte[32], ring.Unwrap([wrap], "mine"u8, "a file"));
        Run.Fails(BackupError.BackupDamaged, () => ring.Unwrap([wrap], "yours"u8, "a file"));
    }

    public void Dispose() => _folder.Dispose();

    private void Secret(string name, string text)
    {
        File.WriteAllText(_folder[name], text);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder[name], UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }
}
