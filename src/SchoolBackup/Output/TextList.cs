using System.Collections.ObjectModel;

namespace SchoolBackup;

/// <summary>
/// Several texts. Where one text is wanted, as in a CSV, they are joined; an array would be <c>System.String[]</c> there.
/// </summary>
public sealed class TextList(IEnumerable<string> texts) : ReadOnlyCollection<string>([.. texts])
{
    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", this);
}
