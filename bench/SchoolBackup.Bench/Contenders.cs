using System.Security.Cryptography;
using SchoolBackup.Demo;

namespace SchoolBackup.Bench;

/// <summary>Our commands and the peers', with what each needs before and must have done after.</summary>
internal sealed class Contenders(BenchOptions options, ThrowawayServer server)
{
    public const string Backup = "backup";
    public const string Restore = "restore into an empty schema";
    public const string List = "list 1,000 backups";
    public const string Rotation = "rotate the key of 1,000 backups";
    public const string Import = "pwsh -Command Import-Module";
    public const string EmptyModule = "an empty module";
    public const string Ours = "schoolbackup";
    public const string OursPlain = "schoolbackup, not compressed";
    public const string OursEncrypted = "schoolbackup, encrypted";
    public const string Dump = "mariadb-dump to nowhere";
    public const string DumpFile = "mariadb-dump to a file";
    public const string DumpGzip = "mariadb-dump | gzip";
    public const string Mydumper = "mydumper -t 2 -c";
    public const string Physical = "mariadb-backup (files of the whole server)";
    public const string Connector = "MySqlConnector, 2 sessions, read and thrown away";
    public const string NewMydumper = "newest mydumper -t 2 -c zstd";
    public const string NewMyloader = "newest myloader -t 2";
    public const string GunzipClient = "gunzip -c | mariadb";
    public const string Myloader = "myloader -t 2";
    public const string School = "school";
    public const string ReadCommand = "read";
    private const string Copy = "school_copy";
    private const int ListedBackups = 1000;

    private string Account => Invariant($"--host 127.0.0.1 --port {server.Port} --user root");

    private string OursAt => Invariant($"--server 127.0.0.1 --port {server.Port} --user root");

    /// <summary>In the order of each round: a restore reads what the backup of its round wrote.</summary>
    public IEnumerable<Contender> All() => (options.Cli is null ? Peers() : OurBackups(options.Cli).Concat(Peers()).Concat(OurRestores(options.Cli))).Concat(Imports());

    private IEnumerable<Contender> Peers()
    {
        string gzip = In("dump.sql.gz");
        string folder = In("mydumper");
        yield return new Contender(Backup, DumpGzip, $"mariadb-dump --no-defaults {Account} --single-transaction {School} | gzip > {gzip}", gzip);
        yield return new Contender(Backup, Dump, $"mariadb-dump --no-defaults {Account} --single-transaction {School} > /dev/null");
        string plain = In("dump.sql");
        yield return new Contender(Backup, DumpFile, $"mariadb-dump --no-defaults {Account} --single-transaction {School} > {plain}", plain);
        yield return new Contender(Backup, Mydumper, $"mydumper {Account} --database {School} --threads 2 --compress --outputdir {folder}", folder) { Prepare = () => Remove(folder) };
        string files = In("files"), newFolder = In("new-mydumper");
        yield return new Contender(Backup, Physical, $"mariadb-backup --no-defaults --backup --target-dir={files} --datadir={server.DataDirectory} {Account} 2> {In("files.log")}", files) { Prepare = () => Remove(files) };
        yield return new Contender(Backup, Connector, Invariant($"{Environment.ProcessPath} {ReadCommand} {server.Port} > /dev/null"));
        if (options.NewMydumper is not null)
            yield return new Contender(Backup, NewMydumper, $"{options.NewMydumper}/mydumper {Account} --database {School} --threads 2 --compress=zstd --trx-tables=0 --outputdir {newFolder}", newFolder) { Prepare = () => Remove(newFolder) };
        yield return Restored(GunzipClient, $"gunzip -c {gzip} | mariadb --no-defaults {Account} {Copy}");
        yield return Restored(Myloader, $"myloader {Account} --database {Copy} --threads 2 --directory {folder}");
        if (options.NewMydumper is not null)
            yield return Restored(NewMyloader, $"{options.NewMydumper}/myloader {Account} --source-db {School} --database {Copy} --threads 2 --directory {newFolder}");
    }

    private IEnumerable<Contender> OurBackups(string cli)
    {
        string repository = In("repository");
        yield return OurBackup(Ours, $"{cli} create {OursAt} --path {repository} --database {School}", repository);
        string encryptedFiles = In("repository-encrypted"), key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        yield return OurBackup(OursEncrypted, $"BACKUP_ENCRYPTION_KEY={key} {cli} create {OursAt} --path {encryptedFiles} --database {School}", encryptedFiles);
        string plain = In("repository-plain");
        yield return OurBackup(OursPlain, $"BACKUP_COMPRESSION=false {cli} create {OursAt} --path {plain} --database {School}", plain);
    }

    private static Contender OurBackup(string name, string command, string repository) => new(Backup, name, command + " > /dev/null", repository)
    {
        Prepare = () =>
        {
            Remove(repository);
            Directory.CreateDirectory(repository);
        },
        Check = () => TheBackup(repository),
    };

    private IEnumerable<Contender> OurRestores(string cli)
    {
        string repository = In("repository");
        yield return Restored(Ours, $"{cli} restore $(ls {repository}/backup_*) {OursAt} --database {Copy} --yes --path {repository} > /dev/null");
        string many = In("many");
        yield return new Contender(List, Ours, $"{cli} list --path {many} > /dev/null") { Prepare = () => FillWithBackups(many, $"{cli} create") };
        string manyEncrypted = In("many-encrypted"), old = In("old.key"), next = In("next.key");
        yield return new Contender(Rotation, Ours, $"{cli} key rotate --path {manyEncrypted} --key-file {old} --new-key-file {next} > /dev/null")
        {
            Prepare = () =>
            {
                Remove(manyEncrypted);
                foreach (string key in (string[])[old, next])
                {
                    File.Delete(key);
                    Shell.Run($"{cli} key new --key-file {key} > /dev/null");
                }

                FillWithBackups(manyEncrypted, $"{cli} create --key-file {old}");
            },
            Check = () => Shell.Run($"{cli} verify {manyEncrypted}/*_2023-01-01T*.enc --key-file {next} > /dev/null"),
        };
    }

    private IEnumerable<Contender> Imports()
    {
        if (options.Module is null)
            yield break;
        string empty = In("Empty.psm1");
        yield return new Contender(Import, EmptyModule, ImportOf(empty)) { Prepare = () => File.WriteAllText(empty, "") };
        yield return new Contender(Import, Ours, ImportOf(options.Module));
    }

    private static string ImportOf(string module) => $"pwsh -NoProfile -NonInteractive -Command \"Import-Module '{module}' -ErrorAction Stop\"";

    private Contender Restored(string name, string command) => new(Restore, name, command)
    {
        Prepare = () => server.RunSql($"DROP DATABASE IF EXISTS {Copy}; CREATE DATABASE {Copy}"),
        Check = () =>
        {
            const string count = "SELECT COUNT(*) FROM";
            if (server.RunSql($"{count} {School}.attendance; {count} {School}.student_photos") != server.RunSql($"{count} {Copy}.attendance; {count} {Copy}.student_photos"))
                throw new InvalidOperationException($"{name} did not restore every row");
        },
    };

    // One small backup under a thousand names: listing reads each file's index, however large the file.
    private void FillWithBackups(string folder, string create)
    {
        if (Directory.Exists(folder))
            return;
        const string small = "school_small";
        SampleSchool.Create(server, small, scale: 0.001);
        Measurement.Of(OurBackup(Ours, $"{create} {OursAt} --path {folder} --database {small}", folder), server.ProcessId);
        string backup = TheBackup(folder), extension = backup[backup.IndexOf(".sql", StringComparison.Ordinal)..];
        var time = new DateTime(2024, 1, 1, 2, 0, 0, DateTimeKind.Utc);
        for (int i = 1; i < ListedBackups; i++)
            File.Copy(backup, Path.Combine(folder, Invariant($"backup_{time.AddDays(-i):yyyy-MM-ddTHH-mm-ss}_{small}{extension}")));
        server.RunSql($"DROP DATABASE {small}");
    }

    private static string TheBackup(string folder) => Directory.EnumerateFiles(folder, "backup_*").SingleOrDefault()
        ?? throw new InvalidOperationException($"schoolbackup left no backup in {folder}");

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private string In(string name) => Path.Combine(options.Work, name);
}
