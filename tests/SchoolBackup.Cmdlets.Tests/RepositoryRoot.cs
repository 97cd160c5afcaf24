namespace SchoolBackup.Cmdlets.Tests;

internal static class RepositoryRoot
{
    /// <summary>The folder of the solution; the tests run from inside it.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "SchoolBackup.sln"))) folder = System.IO.Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("the tests run from inside the repository");
    }
}
