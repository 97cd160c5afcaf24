namespace SchoolBackup.Cli.Terminal;

/// <summary>The few colours, or none of them.</summary>
internal sealed record Palette(string GoodStart, string BadStart, string StrongStart, string End)
{
    public static Palette None { get; } = new("", "", "", "");

    /// <summary>Colours as the environment wants them.</summary>
    /// <seealso href="https://no-color.org/"/>
    public static Palette OfEnvironment() =>
        Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || Environment.GetEnvironmentVariable("TERM") is "dumb"
            ? None
            : new Palette("\e[32m", "\e[1;31m", "\e[1m", "\e[0m");

    public string Good(string text) => GoodStart + text + End;

    public string Bad(string text) => BadStart + text + End;

    public string Strong(string text) => StrongStart + text + End;
}
