using System.Diagnostics;

namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>A file that cannot be removed, whoever tries: something is mounted on it. A skipped test where that cannot be had.</summary>
internal sealed class MountedFile : IDisposable
{
    private readonly string _path;

    public MountedFile(string path)
    {
        _path = path;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "--bind", path, path) == 0, "this account may not mount");
    }

    public void Dispose() => Assert.Equal(0, Run("umount", _path));

    private static int Run(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
