namespace SchoolBackup.Engine.Configuration;

/// <summary>A variable of the environment or of a <c>.env</c> file. Its text shows the place, never the value.</summary>
/// <param name="Value">What it holds.</param>
/// <param name="Place">Where it stands: <c>DB_PORT</c>, <c>DB_PORT in .env:3</c>.</param>
internal sealed record Variable(string Value, string Place)
{
    /// <inheritdoc/>
    public override string ToString() => Place;
}
