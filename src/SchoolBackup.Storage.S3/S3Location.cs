using System.Text.RegularExpressions;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>Where in which store: a bucket, the prefix of all names in it, and how to reach the store.</summary>
/// <param name="Bucket">The bucket's name.</param>
/// <param name="Prefix">What all keys begin with; empty, or with a slash at its end.</param>
/// <param name="Store">The store.</param>
internal sealed partial record S3Location(string Bucket, string Prefix, S3Store Store)
{
    public const string Scheme = "s3://";

    /// <summary>How people write it.</summary>
    public string Text => $"{Scheme}{Bucket}{(Prefix.Length > 0 ? "/" + Prefix.TrimEnd('/') : "")}{Store.Query}";

    /// <summary>How people write a file in it.</summary>
    public string AddressOf(string name) => $"{Scheme}{Bucket}/{Prefix}{name}{Store.Query}";

    /// <summary>The key of a file.</summary>
    public string Key(string name) => Prefix + name;

    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static S3Location Parse(string text)
    {
        (string bucket, string path, S3Store store) = Split(text);
        return new S3Location(bucket, path.Length > 0 ? path + "/" : "", store);
    }

    /// <summary>The last part of an address is a file's name.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static (S3Location Location, string Name) ParseAddress(string text)
    {
        (string bucket, string path, S3Store store) = Split(text);
        int slash = path.LastIndexOf('/') + 1;
        return (new S3Location(bucket, path[..slash], store), path[slash..]);
    }

    private static (string Bucket, string Path, S3Store Store) Split(string text)
    {
        string[] parts = text[Scheme.Length..].Split('?', 2);
        string[] words = parts[0].Split('/', 2);
        if (!BucketName().IsMatch(words[0]))
            throw new BackupException(BackupError.PathInvalid, $"{text} names no bucket", "write s3://BUCKET/PREFIX; a bucket's name has 3 to 63 small letters, digits, dots and hyphens");
        string path = words.Length > 1 ? words[1].Trim('/') : "";
        if (path.Split('/') is var folders && path.Length > 0 && folders.Any(folder => folder is "" or "." or ".."))
            throw new BackupException(BackupError.PathInvalid, $"{text} is no prefix that a store keeps as it is", "leave out empty parts, . and ..");
        return (words[0], path, S3Store.Parse(parts.Length > 1 ? parts[1] : "", text));
    }

    /// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html"/>
    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.NonBacktracking)]
    private static partial Regex BucketName();
}
