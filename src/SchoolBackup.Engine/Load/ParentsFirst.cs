using SchoolBackup.Engine.Schema;

namespace SchoolBackup.Engine.Load;

/// <summary>In which order rows go into tables that refer to each other: a parent before its children.</summary>
internal sealed class ParentsFirst
{
    private readonly IReadOnlyList<string> _tables;
    private readonly ILookup<string, string> _parents;

    /// <param name="tables">The tables, in the order that is kept wherever no foreign key demands another.</param>
    /// <param name="keys">Foreign keys among them and to others.</param>
    /// <param name="database">The database of the tables.</param>
    public ParentsFirst(IReadOnlyList<string> tables, IEnumerable<ForeignKeyInfo> keys, string database)
    {
        _tables = tables;
        HashSet<string> here = new(tables, StringComparer.Ordinal);
        _parents = keys.Where(key => key.ParentSchema == database && here.Contains(key.Child) && here.Contains(key.Parent))
            .ToLookup(key => key.Child, key => key.Parent, StringComparer.Ordinal);
    }

    /// <summary>Whether a table refers to itself, straight or around a circle: then no order of rows fits its keys.</summary>
    public bool IsInCircle(string table) => Reaches(table, table);

    /// <summary>
    /// Groups of tables. If each group's tables are filled in the given order, and the groups one after another, every parent comes before
    /// its children, except within a circle.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>> Passes()
    {
        var passes = new List<IReadOnlyList<string>>();
        HashSet<string> done = new(StringComparer.Ordinal);
        while (done.Count < _tables.Count)
        {
            var pass = new List<string>();
            foreach (string table in _tables.Where(table => !done.Contains(table) && _parents[table].All(parent => done.Contains(parent) || Reaches(parent, table))))
            {
                pass.Add(table);
                done.Add(table);
            }

            passes.Add(pass);
        }

        return passes;
    }

    private bool Reaches(string from, string to)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var next = new Stack<string>(_parents[from]);
        while (next.TryPop(out string? table))
        {
            if (table == to) return true;
            if (!seen.Add(table)) continue;
            foreach (string parent in _parents[table]) next.Push(parent);
        }

        return false;
    }
}
