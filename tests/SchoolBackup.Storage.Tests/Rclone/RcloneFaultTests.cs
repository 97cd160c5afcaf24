using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using SchoolBackup.Errors;
using SchoolBackup.Storage.Rclone;

namespace SchoolBackup.Storage.Tests.Rclone;

/// <summary>Whatever goes wrong with rclone, or behind it, becomes an error that says what and where.</summary>
public sealed class RcloneFaultTests : IDisposable
{
    private const string Name = "backup_2026-11-21T02-00-00_school.sql.gz";

    private readonly RcloneRemotes _remotes = new();

    public void Dispose() => _remotes.Dispose();

    [Fact]
    public void A_machine_without_rclone_is_told_to_install_it()
    {
        BackupException error = Fails(() => At("nas:", ("PATH", "/nonexistent")).Require(default));
        Assert.Equal(BackupError.PathInvalid, error.Code);
        Assert.Contains("not installed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_remote_that_is_not_configured_is_named()
    {
        BackupException error = Fails(() => At("nowhere:backups").Require(default));
        Assert.Equal((BackupError.PathInvalid, "rclone:nowhere:backups: rclone's configuration has no such remote"), (error.Code,
            error.Message));
        Assert.Equal(BackupError.PathInvalid, Fails(() => At("nowhere:backups").Enter(TimeProvider.System, default)).Code);
    }

    [Fact]
    public void A_folder_that_is_missing_is_an_error_and_not_an_empty_place()
    {
        IRepository place = At(_remotes.Remote("local") + "missing");
        Assert.Contains("missing", Fails(() => place.Require(default)).Message, StringComparison.Ordinal);
        Assert.Equal(BackupError.PathInvalid, Fails(() => Assert.Empty(place.List(default))).Code);
    }

    [Fact]
    public void A_wrong_password_of_a_remote_is_a_refusal()
    {
        RcloneRemotes.RequireRclone();
        _remotes.AddServed("wrong", "webdav", "no chalk");
        BackupException error = Fails(() => At("wrong:").Require(default));
        Assert.Equal(BackupError.PathInvalid, error.Code);
        Assert.Contains("refuses", error.Message, StringComparison.Ordinal);
        Assert.Equal(BackupError.PathNotWritable, Fails(() => At("wrong:").Enter(TimeProvider.System, default)).Code);
    }

    [Fact]
    public void A_wrong_password_of_the_configuration_is_told_at_once()
    {
        RcloneRemotes.RequireRclone();
        File.WriteAllText(_remotes.Configuration,
            "# Encrypted rclone configuration File\n\nRCLONE_ENCRYPT_V0:\n" + Convert.ToBase64String(new byte[64]) + "\n");
        BackupException error = Fails(() => At("nas:", ("RCLONE_CONFIG_PASS", "no chalk")).Require(default));
        Assert.Equal(BackupError.PathInvalid, error.Code);
        Assert.DoesNotContain("chalk", error.Message + error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_place_that_may_only_be_read_is_found_out_before_a_backup_is_made()
    {
        RcloneRemotes.RequireRclone();
        _remotes.AddServed("readonly", "webdav", RcloneRemotes.Password, "--read-only");
        BackupError error = Fails(() => At("readonly:").Enter(TimeProvider.System, default)).Code;
        Assert.True(error is BackupError.PathNotWritable or BackupError.WriteFailed, error.ToString());
    }

    [Fact]
    public void A_remote_that_does_not_answer_is_not_waited_for()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _remotes.Add("silent", $"type = webdav\nurl = http://{silent.LocalEndpoint}/\nvendor = other");
        Assert.Equal(BackupError.PathInvalid, Fails(() => At("silent:", ("RCLONE_TIMEOUT", "1s"), ("RCLONE_LOW_LEVEL_RETRIES",
            "1")).Require(default)).Code);
    }

    [Fact]
    public void An_rclone_that_does_not_answer_is_not_waited_for_either()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        _remotes.Add("silent", $"type = webdav\nurl = http://{silent.LocalEndpoint}/\nvendor = other");
        IRepository place = new RcloneKind(_remotes.Service(TimeSpan.FromSeconds(1))).At("rclone:silent:");
        Assert.Contains("in time", Fails(() => place.Require(default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_read_is_not_taken_for_its_end()
    {
        IRepository place = At(_remotes.Remote("local"));
        string path = Path.Combine(_remotes.Served, Name);
        File.WriteAllBytes(path, new byte[100_000]);
        using IStoredFile file = place.Open(Name, default);
        File.WriteAllBytes(path, new byte[50_000]);
        using Stream content = file.Range(0, 100_000);
        Assert.Contains("was replaced", Fails(() => content.ReadExactly(new byte[100_000])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rclone_killed_during_an_upload_publishes_nothing_and_begins_anew()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are told apart by /proc");
        IRepository place = At(_remotes.Remote("local"), ("RCLONE_BWLIMIT", "1M"));
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        using IPendingFile file = writer.Create(Name, default);
        file.Content.Write(new byte[20 << 20]);
        Task upload = Task.Run(() => file.Complete());
        while (!upload.IsCompleted && !Directory.EnumerateFiles(_remotes.Served, "*.part*",
            SearchOption.AllDirectories).Any()) Thread.Sleep(20);
        foreach (int id in Rclones()) Process.Start("kill", ["-KILL", $"{id}"]).WaitForExit();

        Assert.Equal(BackupError.WriteFailed, Fails(() => upload.GetAwaiter().GetResult()).Code);
        Assert.Empty(place.List(default));
        Assert.Null(file.LeftBehind);
        Assert.Empty(Directory.EnumerateFiles(_remotes.Served, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void An_upload_that_stands_still_is_given_up_and_what_is_left_of_it_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are told apart by /proc");
        string location = "rclone:" + _remotes.Remote("local");
        RcloneService rclone = _remotes.Service(TimeSpan.FromSeconds(5), ("RCLONE_BWLIMIT", "1M"));
        IRepository place = new RcloneKind(rclone).At(location);
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        using IPendingFile file = writer.Create(Name, default);
        file.Content.Write(new byte[20 << 20]);
        Task upload = Task.Run(() => file.Complete());
        while (!upload.IsCompleted && !Parts().Any()) Thread.Sleep(20);
        foreach (int id in Rclones()) Process.Start("kill", ["-STOP", $"{id}"]).WaitForExit();

        Assert.Contains("in time", Fails(() => upload.GetAwaiter().GetResult()).Message, StringComparison.Ordinal);
        Assert.Contains(".part", file.LeftBehind, StringComparison.Ordinal);
        rclone.End();
        Assert.Empty(Rclones());
        Assert.Empty(place.List(default));
    }

    [Fact]
    public void A_long_upload_tells_that_it_moves()
    {
        IRepository place = At(_remotes.Remote("local"), ("RCLONE_BWLIMIT", "1M"));
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, default);
        using IPendingFile file = writer.Create(Name, default);
        file.Content.Write(new byte[4 << 20]);
        int moved = 0;
        file.Complete(() => moved++);
        Assert.InRange(moved, 1, int.MaxValue);
    }

    [Fact]
    public void A_run_that_is_stopped_during_an_upload_leaves_nothing()
    {
        IRepository place = At(_remotes.Remote("local"), ("RCLONE_BWLIMIT", "1M"));
        using var stop = new CancellationTokenSource();
        using IRepositoryWriter writer = place.Enter(TimeProvider.System, stop.Token);
        using IPendingFile file = writer.Create(Name, stop.Token);
        file.Content.Write(new byte[20 << 20]);
        Task upload = Task.Run(() => file.Complete());
        while (!upload.IsCompleted && !Directory.EnumerateFiles(_remotes.Served, "*.part*",
            SearchOption.AllDirectories).Any()) Thread.Sleep(20);
        stop.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => upload.GetAwaiter().GetResult());
        Assert.Empty(Directory.EnumerateFiles(_remotes.Served, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("write /mnt/a: no space left on device", BackupError.NoSpace)]
    [InlineData("googleapi: Error 403: The user's Drive storage quota has been exceeded., storageQuotaExceeded", BackupError.NoSpace)]
    [InlineData("couldn't connect SSH: ssh: handshake failed: ssh: unable to authenticate", BackupError.PathNotWritable)]
    [InlineData("AccessDenied: Access Denied status code: 403", BackupError.PathNotWritable)]
    [InlineData("dial tcp 192.0.2.1:22: i/o timeout", BackupError.WriteFailed)]
    public void What_remotes_say_is_told_apart(string said, BackupError code) =>
        Assert.Equal(code, RcloneFault.OnWrite(new RcloneException(HttpStatusCode.InternalServerError, said), "rclone:nas:a").Code);

    [Fact]
    public void What_an_address_holds_of_secrets_is_not_shown()
    {
        string shown = RcloneFault.Shown("2026/11/29 16:44:31 ERROR : Get \"https://me:chalk@host.example/a?token=board&x=1\": EOF");
        Assert.Equal("Get \"https://host.example/a?…\": EOF", shown);
    }

    private static BackupException Fails(Action action) => Assert.Throws<BackupException>(action);

    private IRepository At(string place, params (string Name, string Value)[] settings) =>
        new RcloneKind(_remotes.Service(settings)).At("rclone:" + place);

    private IEnumerable<string> Parts() => Directory.EnumerateFiles(_remotes.Served, Name + ".*.part", SearchOption.AllDirectories);

    /// <summary>The processes of rclone that have this test's configuration.</summary>
    private List<int> Rclones()
    {
        List<int> found = [];
        foreach (Process process in Process.GetProcessesByName("rclone"))
        {
            using (process)
                if (RcloneRemotes.EnvironmentOf(process).Contains(_remotes.Configuration, StringComparison.Ordinal)) found.Add(process.Id);
        }

        return found;
    }
}
