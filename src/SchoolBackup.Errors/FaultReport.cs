using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SchoolBackup.Errors;

/// <summary>The last resort of the front doors: what nobody foresaw becomes an error with a report that its finder can send.</summary>
public static partial class FaultReport
{
    /// <summary>Writes the report into the system's folder for temporary files, where its owner alone may read it.</summary>
    /// <param name="fault">What nobody foresaw.</param>
    /// <param name="command">What was to be done. Secrets in it are left out: see <see cref="WithoutSecrets"/>.</param>
    /// <returns>The error to show: <see cref="BackupError.InternalError"/>.</returns>
    public static BackupException Of(Exception fault, IEnumerable<string> command)
    {
        string path = Path.Combine(Path.GetTempPath(), Invariant($"schoolbackup-report-{DateTime.UtcNow:yyyyMMddTHHmmss}-{Guid.NewGuid():N}.txt"));
        string what = $"an error of SchoolBackup itself, {fault.GetType().Name}: {fault.Message}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var writer = new StreamWriter(path, Encoding.UTF8, options);
            writer.Write(Text(fault, command));
        }
        catch (Exception noReport) when (noReport is IOException or UnauthorizedAccessException)
        {
            return new BackupException(
                BackupError.InternalError, $"{what} (no report could be written to {path}: {noReport.Message})",
                "make room for temporary files and run again; the report that is then written is worth sending to the authors", fault);
        }

        return new BackupException(
            BackupError.InternalError, $"{what}; the report is in {path}", "please send that file to the authors; look through it first, it is plain text", fault);
    }

    /// <summary>A command without what could be a password: of URLs, and behind options whose names speak of one.</summary>
    public static string WithoutSecrets(IEnumerable<string> command)
    {
        var words = new List<string>();
        bool secret = false;
        foreach (string word in command)
        {
            words.Add(secret ? "****" : SecretOption().Replace(SecretOfUrl().Replace(word, "${before}****@"), "${option}=****"));
            secret = SecretOptionAlone().IsMatch(word);
        }

        return string.Join(' ', words);
    }

    private static string Text(Exception fault, IEnumerable<string> command) => Invariant(
        $"""
        SchoolBackup {typeof(FaultReport).Assembly.GetName().Version}
        {RuntimeInformation.OSDescription} ({RuntimeInformation.RuntimeIdentifier}), {RuntimeInformation.FrameworkDescription}
        {DateTime.UtcNow:u}
        {WithoutSecrets(command)}

        {fault}

        """);

    [GeneratedRegex("(?<before>://[^/@:]*:).*@", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex SecretOfUrl();

    [GeneratedRegex("^(?<option>-+[^=]*(password|passphrase|key|pwd|secret)[^=]*)=.*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretOption();

    [GeneratedRegex("^-+[^=]*(password|passphrase|key|pwd|secret)[^=]*$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SecretOptionAlone();
}
