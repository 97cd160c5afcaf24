using SchoolBackup.Engine.Formatting;

namespace SchoolBackup.Engine.Schema;

/// <summary>How many objects of each kind there are.</summary>
/// <param name="Tables">Tables, those with history included, sequences not.</param>
/// <param name="Sequences">Sequences.</param>
/// <param name="Views">Views.</param>
/// <param name="Routines">Procedures, functions, packages and their bodies.</param>
/// <param name="Triggers">Triggers.</param>
/// <param name="Events">Events.</param>
public sealed record ObjectCounts(int Tables, int Sequences, int Views, int Routines, int Triggers, int Events)
{
    /// <summary>Nothing.</summary>
    public static ObjectCounts None { get; } = new(0, 0, 0, 0, 0, 0);

    /// <summary>Counts tables, sequences and stored objects.</summary>
    internal static ObjectCounts Of(IEnumerable<TableType> tables, IEnumerable<StoredKind> stored)
    {
        ILookup<bool, TableType> bySequence = tables.ToLookup(type => type == TableType.Sequence);
        StoredKind[] kinds = [.. stored];
        int Count(StoredKind kind) => kinds.Count(one => one == kind);
        int views = Count(StoredKind.View), triggers = Count(StoredKind.Trigger), events = Count(StoredKind.Event);
        return new ObjectCounts(
            bySequence[false].Count(), bySequence[true].Count(), views, kinds.Length - views - triggers - events, triggers, events);
    }

    /// <summary>The counts of two databases together.</summary>
    public ObjectCounts Plus(ObjectCounts other) => new(
        Tables + other.Tables, Sequences + other.Sequences, Views + other.Views, Routines + other.Routines, Triggers + other.Triggers, Events + other.Events);

    /// <summary>Those that there are, in words: <c>12 tables, 1 view, 3 triggers</c>.</summary>
    public override string ToString()
    {
        (int Count, string Noun)[] kinds = [(Tables, "table"), (Sequences, "sequence"), (Views, "view"), (Routines, "routine"), (Triggers, "trigger"), (Events, "event")];
        return string.Join(
            ", ", kinds.Where(kind => kind.Count > 0 || kind.Noun == "table").Select(kind => Figures.Count(kind.Count, kind.Noun)));
    }
}
