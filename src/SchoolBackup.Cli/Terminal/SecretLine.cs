using System.Text;

namespace SchoolBackup.Cli.Terminal;

/// <summary>Reads a line from the terminal without showing it.</summary>
internal static class SecretLine
{
    public static string Read()
    {
        var line = new StringBuilder();
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            if (key.Key == ConsoleKey.Enter) return line.ToString();
            if (key.Key == ConsoleKey.Backspace) line.Length = Math.Max(0, line.Length - 1);
            else if (key.KeyChar != '\0') line.Append(key.KeyChar);
        }
    }
}
