using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>Turns what a store answers into errors that a person can act on.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html"/>
internal static class S3Fault
{
    private const string Credentials = "check the credentials (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or the instance's role), and what they may do with this bucket";

    /// <summary>Whether a store, or the way to it, may throw this.</summary>
    public static bool Is(Exception fault) => fault is AmazonServiceException or AmazonClientException or IOException or HttpRequestException or TimeoutException
        || (fault is OperationCanceledException { InnerException: TimeoutException });

    /// <summary>Whether there is no such file; that a bucket is missing is something else.</summary>
    public static bool IsNotThere(Exception fault) => fault is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound } missing && missing.ErrorCode != "NoSuchBucket";

    /// <summary>Whether a condition did not hold: the name is taken, or the file was changed meanwhile.</summary>
    public static bool IsCondition(Exception fault) => fault is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict };

    /// <summary>What to throw when a place cannot be read.</summary>
    public static BackupException OnRead(Exception fault, string what) => Named(fault, what, BackupError.PathInvalid)
        ?? new BackupException(BackupError.PathInvalid, $"cannot read {what}: {fault.Message}", "check the store's address and the network", fault);

    /// <summary>What to throw when a place cannot be written to.</summary>
    public static BackupException OnWrite(Exception fault, string what) => Named(fault, what, BackupError.PathNotWritable)
        ?? new BackupException(BackupError.WriteFailed, $"writing {what} failed: {fault.Message}", "check the store's address and the network, then run it again", fault);

    private static BackupException? Named(Exception fault, string what, BackupError denied) => fault switch
    {
        AmazonS3Exception { ErrorCode: "NoSuchBucket" } => new BackupException(BackupError.PathInvalid, $"{what}: there is no such bucket", "make the bucket, or name another one", fault),
        AmazonS3Exception { ErrorCode: "QuotaExceeded" or "XMinioStorageFull" or "InsufficientStorage" } or AmazonS3Exception { StatusCode: HttpStatusCode.InsufficientStorage } =>
            new BackupException(BackupError.NoSpace, $"no space left for {what}: {fault.Message}", "raise the quota there, or remove stale backups", fault),
        AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => new BackupException(denied, $"{what}: the store refuses it: {fault.Message}", Credentials, fault),
        AmazonS3Exception { StatusCode: HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest } =>
            new BackupException(denied, $"{what}: the store refuses it: {fault.Message}", "check the region (?region=NAME) and the endpoint", fault),
        AmazonServiceException => null,
        // Its message has a line for each place that was looked into.
        AmazonClientException => new BackupException(denied, $"{what}: {fault.Message.ReplaceLineEndings("\n").Split('\n')[0]}", Credentials, fault),
        _ => null,
    };
}
