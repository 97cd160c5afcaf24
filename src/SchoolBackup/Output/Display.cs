using SchoolBackup.Engine.Formatting;

namespace SchoolBackup;

/// <summary>How the views show numbers; the properties themselves stay raw.</summary>
public static class Display
{
    /// <summary>A size such as <c>1.34 GiB</c>; empty for null.</summary>
    public static string Size(long? bytes) => bytes is { } value ? Figures.Size(value) : "";

    /// <summary>A duration such as <c>4 min 05 s</c>; empty for null.</summary>
    public static string Duration(TimeSpan? time) => time is { } value ? Figures.Duration(value) : "";

    /// <summary>A count such as <c>2,000</c>; empty for null.</summary>
    public static string Count(long? count) => count is { } value ? Figures.Count(value) : "";
}
