namespace SchoolBackup.Demo;

/// <summary>The programs of a MariaDB installation, or that it is missing here and how to get it.</summary>
/// <param name="Server">Path of <c>mariadbd</c>.</param>
/// <param name="Install">Path of <c>mariadb-install-db</c>.</param>
/// <param name="Client">Path of <c>mariadb</c>.</param>
public sealed record ServerPrograms(string Server, string Install, string Client)
{
    private static readonly string[] UnixFolders =
    [
        "/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin", "/usr/libexec",
        "/opt/homebrew/bin", "/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin", "/usr/local/mysql/bin",
    ];

    /// <summary>Looks on the PATH, then where the packages of Linux, Homebrew and Windows put them.</summary>
    /// <exception cref="ServerProgramsMissingException">One of them is not on this machine.</exception>
    public static ServerPrograms Find()
    {
        string[] folders = [.. Folders()];
        return new ServerPrograms(
            Find(folders, "mariadbd", "mysqld"),
            Find(folders, "mariadb-install-db", "mysql_install_db"),
            Find(folders, "mariadb", "mysql"));
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

    private static string Find(string[] folders, params string[] names)
    {
        string extension = OperatingSystem.IsWindows() ? ".exe" : "";
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists) ?? throw new ServerProgramsMissingException(names[0]);
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
