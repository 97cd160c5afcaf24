namespace SchoolBackup.Engine.Tests.Repositories;

/// <summary>A file that cannot be removed, whoever tries: something is mounted on it. A skipped test where that cannot be had.</summary>
internal sealed class MountedFile : IDisposable
{
    private readonly string _path;

    public MountedFile(string path)
    {
        _path = path;
        Assert.SkipUnless(OperatingSystem.IsLinux() && TempFolder.Run("mount", "--bind", path, path) == 0, "this account may not mount");
    }

    public void Dispose() => Assert.Equal(0, TempFolder.Run("umount", _path));
}
