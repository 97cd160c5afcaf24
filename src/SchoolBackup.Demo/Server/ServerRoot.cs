namespace SchoolBackup.Demo;

/// <summary>A Debian root with another server in it than this machine's own; the script tests/servers makes it.</summary>
/// <param name="Name">The server and its version, such as <c>mariadb-11.8</c>.</param>
/// <param name="Folder">Where the root lies.</param>
public sealed record ServerRoot(string Name, string Folder)
{
    /// <summary>The variable that names the server which is started instead of this machine's own; empty or missing for that.</summary>
    public const string Variable = "SCHOOLBACKUP_TEST_SERVER";

    private const string FolderVariable = "SCHOOLBACKUP_SERVERS";
    private const string UsualFolder = "/var/cache/schoolbackup-servers";

    // What is bound is bound for this process alone, and gone with it however it ends. Its folder for temporary files is the machine's:
    // data, sockets and scripts are at the same path inside and outside.
    private const string Enter = """
        mkdir -p "$1$2" && mount --bind "$2" "$1$2" && root=$1 && shift 2 && exec chroot "$root" "$@"
        """;

    /// <summary>Whether the root is finished, and this account may enter it.</summary>
    public bool IsThere => Environment.IsPrivilegedProcess && File.Exists(Path.Combine(Folder, ".schoolbackup-finished"));

    /// <summary>The root that <see cref="Variable"/> names, or null for this machine.</summary>
    /// <exception cref="InvalidOperationException">It is not there.</exception>
    public static ServerRoot? FromEnvironment() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } name ? Named(name).Required() : null;

    /// <summary>Where the root of this name is, or would be.</summary>
    public static ServerRoot Named(string name) =>
        new(name, Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } folder ? folder : UsualFolder, name));

    /// <summary>The words that start a program of the root.</summary>
    internal IEnumerable<string> Command(string program) =>
        ["unshare", "--mount", "/bin/sh", "-c", Enter, "sh", Folder, Path.TrimEndingDirectorySeparator(Path.GetTempPath()), program];

    private ServerRoot Required() => IsThere
        ? this
        : throw new InvalidOperationException(
            $"{Variable} says {Name}, but {Folder} is not there, or this account is not root: run tests/servers {Name}");
}
