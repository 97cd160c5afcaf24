using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.Rclone;

/// <summary>What rclone answers when it could not do something.</summary>
internal sealed class RcloneException(HttpStatusCode status, string message) : Exception(message)
{
    public HttpStatusCode Status { get; } = status;

    /// <param name="status">Of the answer.</param>
    /// <param name="body">A document whose <c>error</c> says what happened; the rest repeats the question.</param>
    public static RcloneException Of(HttpStatusCode status, string body)
    {
        try
        {
            using JsonDocument said = JsonDocument.Parse(body);
            return new RcloneException(status, said.RootElement.GetProperty("error").GetString() ?? "");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new RcloneException(status, Invariant($"it answers {(int)status}"));
        }
    }
}

/// <summary>
/// Turns what rclone says into errors that a person can act on. Its remotes are seventy kinds, each with words of its own, so the rules
/// are few and the words are shown.
/// </summary>
internal static partial class RcloneFault
{
    private const string Network = "see whether rclone lsd REMOTE: works, and look at the network; then run it again";

    private static readonly string[] Full =
        ["no space left", "disk space", "disk full", "not enough space", "insufficient storage", "insufficientstorage", "quota"];

    private static readonly string[] Refused =
    [
        "permission denied", "access denied", "accessdenied", "forbidden", "unauthorized", "unauthorised", "unable to authenticate",
        "invalid credentials", "error 401", "error 403", "code: 401", "code: 403", "read-only file system",
    ];

    /// <summary>Whether rclone, or the way to it, may throw this.</summary>
    public static bool Is(Exception fault) =>
        fault is RcloneException or HttpRequestException or IOException or TimeoutException or JsonException;

    /// <summary>Whether there is no such file or folder.</summary>
    public static bool IsNotThere(Exception fault) => fault is RcloneException { Status: HttpStatusCode.NotFound };

    /// <summary>What to throw when a place cannot be read.</summary>
    public static BackupException OnRead(Exception fault, string what) => Named(fault, what, BackupError.PathInvalid)
        ?? new BackupException(BackupError.PathInvalid, $"cannot read {what}: {Shown(fault.Message)}", Network, fault);

    /// <summary>What to throw when a place cannot be written to.</summary>
    public static BackupException OnWrite(Exception fault, string what) => Named(fault, what, BackupError.PathNotWritable)
        ?? new BackupException(BackupError.WriteFailed, $"writing {what} failed: {Shown(fault.Message)}", Network, fault);

    /// <summary>What rclone said, without what an address may hold of passwords and tokens, and without time and level.</summary>
    public static string Shown(string said) => Level().Replace(Query().Replace(UserInfo().Replace(said, "://"), "?…"), "");

    private static BackupException? Named(Exception fault, string what, BackupError denied)
    {
        if (fault is not RcloneException) return null;
        string said = Shown(fault.Message);
        if (said.Contains("find section in config file", StringComparison.Ordinal))
            return new BackupException(BackupError.PathInvalid, $"{what}: rclone's configuration has no such remote",
                "rclone listremotes shows those that it has; RCLONE_CONFIG names another configuration", fault);
        if (IsNotThere(fault))
            return new BackupException(BackupError.PathInvalid, $"{what} is missing: {said}",
                "make the folder or bucket, or name another one", fault);
        if (SaysOneOf(said, Full))
            return new BackupException(BackupError.NoSpace, $"no space left for {what}: {said}",
                "free some space or raise the quota there, or remove stale backups", fault);
        return SaysOneOf(said, Refused)
            ? new BackupException(denied, $"{what}: the remote refuses it: {said}",
                "check the remote's credentials (rclone config), and what its account may do there", fault)
            : null;
    }

    private static bool SaysOneOf(string said, string[] words) =>
        words.Any(word => said.Contains(word, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"://[^\s/""]*@", RegexOptions.NonBacktracking)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"\?[^\s""]+", RegexOptions.NonBacktracking)]
    private static partial Regex Query();

    [GeneratedRegex(@"^[0-9/]+ [0-9:]+ +(?:[A-Z]+ *:)? *", RegexOptions.NonBacktracking)]
    private static partial Regex Level();
}
