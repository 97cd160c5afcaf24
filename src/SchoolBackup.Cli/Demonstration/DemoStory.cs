using System.Diagnostics;
using SchoolBackup.Cli.Terminal;
using SchoolBackup.Demo;
using SchoolBackup.Engine.Formatting;
using SchoolBackup.Errors;

namespace SchoolBackup.Cli.Demonstration;

/// <summary>The whole story, step by step; each step runs for real, and the first one that does not hold ends it.</summary>
internal sealed class DemoStory(Shell shell, DemoStage stage)
{
    private const string School = "school";
    private const string Copy = "school_copy";
    private const string Backups = "backups";
    private const string Damaged = "damaged";

    private int _step;
    private IReadOnlyList<string> _before = [];

    /// <summary>Tells it.</summary>
    /// <param name="scale">Size of the sample school.</param>
    /// <exception cref="BackupException">ContentDiffers, or the error of the step that failed.</exception>
    public void Tell(double scale)
    {
        string[] tables = Open(scale);
        string backup = BackUp();
        Verify(backup);
        Damage(backup);
        LoseEverything(tables);
        Restore(backup);
        RestoreByHand(backup);
        Retain();
        Console.WriteLine();
        Console.WriteLine(shell.Colours.Good($"All {tables.Length} tables came back identical."));
    }

    private string[] Open(double scale)
    {
        Step("A school: a throwaway MariaDB server with a sample database");
        long rows = SampleSchool.Create(stage.Server, School, scale);
        string[] tables = Tables(School);
        Console.WriteLine($"  {Figures.Count(tables.Length, "table")}, {Figures.Count(rows, "row")}; views, triggers, routines and events");
        ShowCommand(
            "export " + string.Join(' ', stage.Variables.Select(variable => $"{variable.Name}={variable.Value}")) + " DB_PASSWORD=****");
        _before = FidelityComparison.Describe(stage.Server.Client, School);
        return tables;
    }

    private string BackUp()
    {
        Step("Back it up");
        Run(ExitCodes.Done, "create", "--database", School, "--path", Backups);
        Step("List what there is");
        Run(ExitCodes.Done, "list", "--path", Backups);
        return Path.GetFileName(Directory.GetFiles(Backups, "backup_*.sql.gz").Single());
    }

    private void Verify(string backup)
    {
        Step("Verify it: every chunk decoded, every row counted");
        Run(ExitCodes.Done, "verify", backup, "--path", Backups, "--level", "content");
        Step("Verify it by a drill: restored into a scratch database, compared, dropped");
        Run(ExitCodes.Done, "verify", backup, "--path", Backups, "--level", "restore");
    }

    private void Damage(string backup)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Backups, backup));
        Directory.CreateDirectory(Damaged);

        Step("Flip one bit in a copy, and see it caught");
        byte[] flipped = [.. whole];
        flipped[whole.Length / 2] ^= 1;
        File.WriteAllBytes(Path.Combine(Damaged, "flipped.sql.gz"), flipped);
        Run(ExitCodes.Invalid, "verify", "flipped.sql.gz", "--path", Damaged, "--level", "content");

        Step("Cut the end off a copy, and see it caught");
        File.WriteAllBytes(Path.Combine(Damaged, "cut.sql.gz"), whole[..(whole.Length * 9 / 10)]);
        Run(ExitCodes.Invalid, "verify", "cut.sql.gz", "--path", Damaged, "--level", "content");
    }

    private void LoseEverything(string[] tables)
    {
        Step("Lose the live tables");
        ShowCommand($"mariadb {School} -e 'SET foreign_key_checks = 0; DROP TABLE {tables[0]}, {tables[1]}, …'");
        string names = string.Join(", ", tables.Select(table => $"`{table.Replace("`", "``", StringComparison.Ordinal)}`"));
        stage.Server.RunSql($"SET foreign_key_checks = 0; DROP TABLE {names}", School);
        Console.WriteLine($"  tables left: {Tables(School).Length}");
    }

    private void Restore(string backup)
    {
        Step("Restore");
        Run(ExitCodes.Done, "restore", backup, "--path", Backups, "--yes");
        Compare(School);
    }

    private void RestoreByHand(string backup)
    {
        Step("Restore again without SchoolBackup, into another database");
        string charset = stage.Server.RunSql($"SELECT CONCAT(default_character_set_name, ' COLLATE ', default_collation_name) FROM information_schema.schemata WHERE schema_name = '{School}'").Trim();
        stage.Server.RunSql($"CREATE DATABASE {Copy} CHARACTER SET {charset}");
        string file = Path.Combine(Backups, backup);
        ShowCommand($"gunzip -c {file} | mariadb {Copy}");
        using var gunzip =
            Process.Start(new ProcessStartInfo("gunzip", ["-c", file]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        stage.Server.Client.Run(gunzip.StandardOutput.BaseStream, Copy);
        gunzip.WaitForExit();
        if (gunzip.ExitCode != 0) throw Broken(Invariant($"gunzip ended with {gunzip.ExitCode}"));
        Compare(Copy);
    }

    private void Retain()
    {
        Step("See what a retention policy would remove, and why");
        Run(ExitCodes.Done, "cleanup", "--path", Backups, "--keep-last", "1", "--keep-monthly", "12", "--what-if");
    }

    private void Compare(string database)
    {
        const int Shown = 10;
        shell.Stop.ThrowIfCancellationRequested();
        IReadOnlyList<string> differences = FidelityComparison.Differences(
            _before, FidelityComparison.Describe(stage.Server.Client, database));
        foreach (string difference in differences.Take(Shown)) Console.WriteLine("  " + Letters.Printable(difference));
        if (differences.Count > 0) throw Broken($"{database} differs from the state before in {Figures.Count(differences.Count, "line")}");
        Console.WriteLine($"  compared with the state before: every definition and every value of {database} is the same");
    }

    private string[] Tables(string database) =>
        stage.Server.RunSql(
            $"SELECT table_name FROM information_schema.tables WHERE table_schema = '{database}' AND table_type <> 'VIEW' ORDER BY 1")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private void Step(string title)
    {
        shell.Stop.ThrowIfCancellationRequested();
        Console.WriteLine();
        Console.WriteLine(shell.Colours.Strong(Invariant($"{++_step}. {title}")));
    }

    private void Run(int expected, params string[] command)
    {
        ShowCommand("schoolbackup " + string.Join(' ', command));
        int code = CommandLineRun.Run(command, shell);
        shell.Stop.ThrowIfCancellationRequested();
        if (expected != ExitCodes.Done) Console.WriteLine(Invariant($"  exit code {code}"));
        if (code != expected) throw Broken(Invariant($"schoolbackup {command[0]} ended with {code} instead of {expected}"));
    }

    private static void ShowCommand(string line) => Console.WriteLine("$ " + line);

    private static BackupException Broken(string what) =>
        new(BackupError.ContentDiffers, $"the demo ended here: {what}", "this is a mistake of the program: please report it");
}
