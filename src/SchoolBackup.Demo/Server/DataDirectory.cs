using System.Diagnostics;

namespace SchoolBackup.Demo;

/// <summary>
/// A fresh data directory, as the installation program makes it: an account <c>root</c> without a password, and no test database.
/// </summary>
internal static class DataDirectory
{
    /// <summary>Installs into <paramref name="folder"/>, which must not exist yet (about a second; on MySQL, four).</summary>
    public static void Install(string folder, ServerPrograms programs)
    {
        ProcessStartInfo start = programs.Install is { } program
            ? programs.StartInfo(program, ForMariaDb(folder))
            : programs.StartInfo(programs.Server, ForMySql(folder));
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        // Two installations at once were seen to remove each other's temporary tables where they shared a folder for them.
        start.Environment["TMPDIR"] = Path.GetDirectoryName(Path.GetFullPath(folder));
        using var install = Process.Start(start)!;
        Task<string> errors = install.StandardError.ReadToEndAsync();
        string output = install.StandardOutput.ReadToEnd();
        install.WaitForExit();
        if (install.ExitCode != 0)
            throw new InvalidOperationException(Invariant($"the installation by {programs.Install ?? programs.Server} ended with {install.ExitCode}: {output}{errors.Result}"));
    }

    /// <seealso href="https://mariadb.com/kb/en/mariadb-install-db/"/>
    /// <seealso href="https://mariadb.com/kb/en/mariadb-install-dbexe/"/>
    private static List<string> ForMariaDb(string folder)
    {
        if (OperatingSystem.IsWindows())
            return [$"--datadir={folder}"];

        // The log is small only here: a server that finds another size than its own makes the log anew. Forced: no host's name matters to a
        // server that resolves none, and a root may know of no hosts.
        return
        [
            "--no-defaults", $"--datadir={folder}", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve", "--force",
            "--innodb-log-file-size=4M", "--innodb-flush-method=nosync", .. AsWhoWeAre(),
        ];
    }

    /// <seealso href="https://dev.mysql.com/doc/refman/9.7/en/data-directory-initialization.html"/>
    private static List<string> ForMySql(string folder) =>
        ["--no-defaults", "--initialize-insecure", $"--datadir={folder}", "--innodb-flush-method=nosync", .. AsWhoWeAre()];

    private static string[] AsWhoWeAre() => Environment.IsPrivilegedProcess ? ["--user=root"] : [];
}
