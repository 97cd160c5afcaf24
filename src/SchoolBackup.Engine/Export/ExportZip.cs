using ICSharpCode.SharpZipLib.Zip;

namespace SchoolBackup.Engine.Export;

/// <summary>A ZIP of one text, AES-256, that its password alone opens.</summary>
internal static class ExportZip
{
    /// <param name="file">The ZIP's file; the text in it is named after it.</param>
    /// <param name="password">Opens it.</param>
    /// <param name="extension">What the text is: <c>.sql</c>, <c>.json</c>.</param>
    /// <param name="made">The time that the ZIP shows for it.</param>
    /// <param name="write">Writes the text.</param>
    public static void Write(ExportFile file, string password, string extension, DateTimeOffset made, Action<Stream> write)
    {
        using var zip = new ZipOutputStream(file.Content) { IsStreamOwner = false, Password = password, UseZip64 = UseZip64.On };
        string name = Path.GetFileNameWithoutExtension(file.Path);
        string entry = name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) ? name : name + extension;
        zip.PutNextEntry(new ZipEntry(ZipEntry.CleanName(entry)) { AESKeySize = 256, DateTime = made.UtcDateTime });
        write(zip);
        zip.CloseEntry();
        zip.Finish();
    }
}
