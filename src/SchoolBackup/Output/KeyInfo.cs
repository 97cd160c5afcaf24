namespace SchoolBackup;

/// <summary>A key that <c>New-SchoolBackupKey</c> has written to a file. The key itself is only there.</summary>
public sealed class KeyInfo(string keyId, string path) : FileFacts(path)
{
    /// <summary>Sixteen hexadecimal digits that name the key and tell nothing of it.</summary>
    public string KeyId { get; } = keyId;
}
