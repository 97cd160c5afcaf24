using System.Diagnostics;

namespace SchoolBackup.Demo;

/// <summary>The programs of a MariaDB or MySQL installation, or that it is missing here and how to get it.</summary>
/// <param name="Server">Path of <c>mariadbd</c> or <c>mysqld</c>.</param>
/// <param name="Install">Path of <c>mariadb-install-db</c>, or null where the server itself makes its data directory.</param>
/// <param name="Client">Path of <c>mariadb</c> or <c>mysql</c>.</param>
/// <param name="Dump">Path of <c>mariadb-dump</c> or <c>mysqldump</c>, or null where it is not installed.</param>
/// <param name="Root">The root that these paths are in, or null for this machine.</param>
public sealed record ServerPrograms(string Server, string? Install, string Client, string? Dump, ServerRoot? Root)
{
    private static readonly string[] UnixFolders =
    [
        "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/usr/libexec",
        "/opt/homebrew/bin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin", "/usr/local/mysql/bin",
    ];

    /// <summary>Whether this is MySQL, and not MariaDB.</summary>
    public bool IsMySql => Install is null;

    /// <summary>Those of the server that <see cref="ServerRoot.Variable"/> names, otherwise of this machine: looks on the PATH, then where
    /// the packages of Linux, Homebrew and Windows put them.</summary>
    /// <exception cref="ServerProgramsMissingException">One of them is not on this machine.</exception>
    public static ServerPrograms Find() => ServerRoot.FromEnvironment() is { } root ? Of(root) : OfThisMachine();

    /// <summary>Those of another server.</summary>
    /// <exception cref="ServerProgramsMissingException">One of them is not in the root.</exception>
    public static ServerPrograms Of(ServerRoot root)
    {
        string Required(params string[] names) => Optional(names) ?? throw new ServerProgramsMissingException(names[0]);
        string? Optional(params string[] names) => FindIn(UnixFolders, path => File.Exists(root.Folder + path), names);
        string? mariaDb = Optional("mariadbd");
        return new ServerPrograms(
            mariaDb ?? Required("mysqld"),
            mariaDb is null ? null : Required("mariadb-install-db"),
            Required("mariadb", "mysql"),
            Optional("mariadb-dump", "mysqldump"),
            root);
    }

    /// <summary>How a program of these is started.</summary>
    public ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments)
    {
        string[] command = [.. Command(program), .. arguments];
        return new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false };
    }

    /// <summary>The words that start a program of these.</summary>
    internal IEnumerable<string> Command(string program) => Root is null ? [program] : Root.Command(program);

    private static ServerPrograms OfThisMachine()
    {
        string[] folders = [.. Folders()];
        string Required(params string[] names) => FindIn(folders, File.Exists, names) ?? throw new ServerProgramsMissingException(names[0]);
        return new ServerPrograms(
            Required("mariadbd", "mysqld"),
            Required("mariadb-install-db", "mysql_install_db"),
            Required("mariadb", "mysql"),
            FindIn(folders, File.Exists, "mariadb-dump", "mysqldump"),
            Root: null);
    }

    private static IEnumerable<string> Folders()
    {
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        IEnumerable<string> onPath = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return onPath.Concat(OperatingSystem.IsWindows() ? WindowsFolders() : UnixFolders);
    }

    private static IEnumerable<string> WindowsFolders()
    {
        string programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
        return !Directory.Exists(programs)
            ? []
            : Directory.EnumerateDirectories(programs, "MariaDB *").OrderDescending(StringComparer.OrdinalIgnoreCase)
                .Select(folder => Path.Combine(folder, "bin"));
    }

    private static string? FindIn(string[] folders, Predicate<string> exists, params string[] names)
    {
        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension)))
            .FirstOrDefault(path => exists(path));
    }
}

/// <summary>No MariaDB server is installed on this machine; the message says how to install one.</summary>
public sealed class ServerProgramsMissingException(string program) : Exception(
    $"The program {program} of a MariaDB server was not found. Install it: `apt-get install mariadb-server mariadb-client` on Debian and Ubuntu, "
    + "`dnf install mariadb-server` on Fedora, `brew install mariadb` on macOS, `winget install MariaDB.Server` on Windows.")
{
    /// <summary>The name of the missing program.</summary>
    public string Program { get; } = program;
}
