using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Engine.Operations;

/// <summary>What a backup would hold.</summary>
/// <param name="Tables">How many tables.</param>
/// <param name="DataBytes">Bytes of their rows, by the server's estimate.</param>
/// <param name="Omitted">What the account cannot see.</param>
public sealed record BackupPreview(int Tables, long DataBytes, IReadOnlyList<string> Omitted)
{
    /// <summary>What it would be of: <c>23 tables, about 41.2 MiB of data; without …</c>.</summary>
    public override string ToString() =>
        string.Join("; ", Omitted.Select(omitted => "without " + omitted).Prepend($"{Figures.Count(Tables, "table")}, about {Figures.Size(DataBytes)} of data"));
}
