using System.Text;

namespace SchoolBackup.Engine.Configuration;

/// <summary>What kind of line of an option file.</summary>
internal enum OptionFileLineKind
{
    Blank,
    Group,
    Option,
    Include,
    IncludeDirectory,
    Malformed,
}

/// <summary>One line of an option file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">The group, the option (with dashes), or the path to include.</param>
/// <param name="Value">An option's value; null when it has none, which is not the same as an empty one.</param>
/// <remarks>The rules are those of the manual; where it is silent, those that <c>my_print_defaults</c> shows.</remarks>
/// <seealso href="https://dev.mysql.com/doc/refman/8.4/en/option-files.html"/>
/// <seealso href="https://mariadb.com/kb/en/configuring-mariadb-with-option-files/"/>
internal sealed record OptionFileLine(OptionFileLineKind Kind, string Name = "", string? Value = null)
{
    private const string Include = "!include";
    private const string IncludeDirectory = "!includedir";

    public static OptionFileLine Parse(string text)
    {
        string line = text.Trim();
        if (line.Length == 0 || line[0] is '#' or ';')
            return new(OptionFileLineKind.Blank);
        if (line[0] == '[')
            return ParseGroup(line);
        if (line[0] == '!')
            return ParseInclude(line);

        line = WithoutComment(line);
        int equals = line.IndexOf('=');
        string name = (equals < 0 ? line : line[..equals]).Trim().Replace('_', '-');
        return name.Length == 0
            ? new(OptionFileLineKind.Malformed)
            : new(OptionFileLineKind.Option, name, equals < 0 ? null : Unescape(Unquote(line[(equals + 1)..].Trim())));
    }

    /// <summary>The value stays out: it may be a password.</summary>
    public override string ToString() => $"{Kind} {Name}";

    private static OptionFileLine ParseGroup(string line)
    {
        int end = line.IndexOf(']');
        return end < 0 ? new(OptionFileLineKind.Malformed) : new(OptionFileLineKind.Group, line[1..end].Trim());
    }

    private static OptionFileLine ParseInclude(string line)
    {
        string[] parts = line.Split([' ', '\t'], 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return parts switch
        {
            [Include, string path] => new(OptionFileLineKind.Include, path),
            [IncludeDirectory, string path] => new(OptionFileLineKind.IncludeDirectory, path),
            _ => new(OptionFileLineKind.Malformed),
        };
    }

    /// <summary>A # begins a comment anywhere, but not between quotes; there, a backslash protects a quote.</summary>
    private static string WithoutComment(string line)
    {
        char quote = '\0';
        bool isEscaped = false;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c is '\'' or '"' && !isEscaped)
                quote = quote == '\0' ? c : quote == c ? '\0' : quote;
            if (c == '#' && quote == '\0')
                return line[..i].TrimEnd();
            isEscaped = quote != '\0' && c == '\\' && !isEscaped;
        }
        return line;
    }

    private static string Unquote(string value) =>
        value.Length >= 2 && value[0] is '\'' or '"' && value[0] == value[^1] ? value[1..^1] : value;

    /// <summary>A backslash before any other character is a backslash: <c>C:\Program Files</c>.</summary>
    private static string Unescape(string value)
    {
        var text = new StringBuilder(value.Length);
        for (int i = 0; i < value.Length; i++)
        {
            char? escaped = value[i] == '\\' && i + 1 < value.Length ? Escaped(value[i + 1]) : null;
            text.Append(escaped ?? value[i]);
            if (escaped is not null)
                i++;
        }
        return text.ToString();
    }

    private static char? Escaped(char c) => c switch
    {
        'b' => '\b',
        't' => '\t',
        'n' => '\n',
        'r' => '\r',
        's' => ' ',
        '\\' or '\'' or '"' => c,
        _ => null,
    };
}
