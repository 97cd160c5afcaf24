using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Commands;

/// <summary>Does the same for several things, one after another.</summary>
internal static class InTurn
{
    /// <summary>What goes wrong with one keeps no other from its turn, but for trouble that all would have.</summary>
    /// <param name="all">The things.</param>
    /// <param name="work">What is done with each, and what comes of it.</param>
    /// <param name="undone">What an error says of those that failed, such as <c>databases could not be backed up</c>.</param>
    /// <param name="done">How it names one that did not.</param>
    /// <exception cref="BackupException">Some failed, and the message names them and the others; the code is that of the first.</exception>
    public static IReadOnlyList<TDone> Run<T, TDone>(IReadOnlyList<T> all, Func<T, TDone> work, string undone, Func<TDone, string> done)
    {
        List<TDone> made = [];
        List<BackupException> failures = [];
        foreach (T one in all)
        {
            try
            {
                made.Add(work(one));
            }
            catch (BackupException failure) when (!failure.IsOfServer)
            {
                failures.Add(failure);
            }
        }

        if (failures.Count == 0) return made;
        string others = made.Count == 0 ? "" : $"; done: {string.Join(", ", made.Select(done))}";
        throw new BackupException(
            failures[0].Code, Invariant($"{failures.Count} of {all.Count} {undone}: {string.Join("; ", failures.Select(failure => failure.Message))}{others}"), failures[0].Hint, failures[0]);
    }
}
