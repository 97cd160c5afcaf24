namespace SchoolBackup.Engine.Operations;

/// <summary>Reads many things at once and hands them out in their order, never far ahead of whoever takes them.</summary>
internal static class ReadAhead
{
    /// <summary>Reads each item on the thread pool, as soon as somebody asks for the first.</summary>
    /// <param name="items">What to read.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="atOnce">How many may be in hand: being read, or read and not yet taken.</param>
    /// <returns>What was read, in the order of the items. Whoever stops early waits for the reads in hand: none goes on behind their back.</returns>
    public static IEnumerable<TResult> InOrder<T, TResult>(IEnumerable<T> items, Func<T, TResult> read, int atOnce)
    {
        var inHand = new Queue<Task<TResult>>(atOnce);
        try
        {
            foreach (T item in items)
            {
                if (inHand.Count == atOnce) yield return inHand.Dequeue().GetAwaiter().GetResult();
                inHand.Enqueue(Task.Run(() => read(item)));
            }

            while (inHand.TryDequeue(out Task<TResult>? next)) yield return next.GetAwaiter().GetResult();
        }
        finally
        {
            foreach (Task<TResult> unwanted in inHand) Task.WaitAny(unwanted);
        }
    }
}
