using SchoolBackup.MySql;

namespace SchoolBackup.Engine.Schema;

/// <summary>What a server lists by name.</summary>
internal static class ListedNames
{
    /// <summary>The items as they are.</summary>
    /// <exception cref="MySqlProtocolException">Two have the same name, which cannot be in a database.</exception>
    public static IEnumerable<T> EachOnce<T, TName>(this IEnumerable<T> listed, Func<T, TName> name)
    {
        var seen = new HashSet<TName>();
        foreach (T item in listed)
        {
            if (!seen.Add(name(item))) throw new MySqlProtocolException($"the server lists {name(item)} twice");
            yield return item;
        }
    }
}
