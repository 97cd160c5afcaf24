using SchoolBackup.Cli.Terminal;
using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Cli.Answers;

/// <summary>What <c>key new</c> answers.</summary>
/// <param name="KeyId">Names the key.</param>
/// <param name="Path">The file that holds it, or null.</param>
/// <param name="Key">The key itself, only when it was asked for.</param>
internal sealed record NewKey(string KeyId, string? Path, string? Key)
{
    public string Text(Palette colours) => Key ?? $"{colours.Good("made")} key {KeyId} in {Letters.Printable(Path!)}\n  keep a copy of it apart from the backups: what is encrypted with a lost key is lost";

    /// <summary>Without the key.</summary>
    public override string ToString() => KeyId;
}
