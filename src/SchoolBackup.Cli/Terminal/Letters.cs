namespace SchoolBackup.Cli.Terminal;

/// <summary>What letters do on a terminal.</summary>
internal static class Letters
{
    /// <summary>A name or message without the characters that would steer the terminal; line ends stay.</summary>
    public static string Printable(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && c != '\n' ? '\uFFFD' : c));

    /// <summary>Columns that a text takes on a terminal, about: East Asian letters and emoji take two.</summary>
    public static int Columns(string text) =>
        text.EnumerateRunes().Sum(rune => Width(rune.Value));

    private static int Width(int value) =>
        value is >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFF00 and <= 0xFF60 or >= 0x1F300
            ? 2
            : 1;
}
