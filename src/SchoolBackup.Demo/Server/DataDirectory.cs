using System.Diagnostics;

namespace SchoolBackup.Demo;

/// <summary>A fresh data directory, as the installation program makes it: an account <c>root</c> without a password, and no test database.</summary>
internal static class DataDirectory
{
    /// <summary>Installs into <paramref name="folder"/>, which must not exist yet (about a second).</summary>
    public static void Install(string folder, ServerPrograms programs)
    {
        var start = new ProcessStartInfo(programs.Install, Arguments(folder))
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Two installations at once were seen to remove each other's temporary tables where they shared a folder for them.
        start.Environment["TMPDIR"] = Path.GetDirectoryName(Path.GetFullPath(folder));
        using var install = Process.Start(start)!;
        Task<string> errors = install.StandardError.ReadToEndAsync();
        string output = install.StandardOutput.ReadToEnd();
        install.WaitForExit();
        if (install.ExitCode != 0)
            throw new InvalidOperationException($"{programs.Install} ended with {install.ExitCode}: {output}{errors.Result}");
    }

    /// <seealso href="https://mariadb.com/kb/en/mariadb-install-db/"/>
    /// <seealso href="https://mariadb.com/kb/en/mariadb-install-dbexe/"/>
    private static List<string> Arguments(string folder)
    {
        if (OperatingSystem.IsWindows())
            return [$"--datadir={folder}"];

        // The log is small only here: a server that finds another size than its own makes the log anew.
        List<string> arguments =
        [
            "--no-defaults", $"--datadir={folder}", "--auth-root-authentication-method=normal", "--skip-test-db", "--skip-name-resolve",
            "--innodb-log-file-size=4M", "--innodb-flush-method=nosync",
        ];
        if (Environment.IsPrivilegedProcess)
            arguments.Add("--user=root");
        return arguments;
    }
}
