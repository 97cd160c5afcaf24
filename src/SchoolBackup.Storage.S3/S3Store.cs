using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.S3;
using SchoolBackup.Errors;

namespace SchoolBackup.Storage.S3;

/// <summary>
/// How to reach a store. What is not said comes from where every program of AWS takes it: AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_PROFILE, the profile, the instance's role.
/// Secrets are never part of it.
/// </summary>
/// <param name="Endpoint">Address of a store that is not Amazon's; null for Amazon's, or the one of the environment.</param>
/// <param name="Region">Where it is; null for the environment's.</param>
/// <param name="Profile">Which profile's credentials; null for the environment's.</param>
/// <param name="PathStyle">Whether the bucket stands in the path, as most stores on one's own machines want it; otherwise it is part of the host's name.</param>
/// <param name="Checksums">Whether requests carry a checksum behind their bytes, which some stores refuse.</param>
internal sealed record S3Store(string? Endpoint, string? Region, string? Profile, bool PathStyle, bool Checksums)
{
    private static readonly ConcurrentDictionary<S3Store, AmazonS3Client> Clients = new();

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    /// <summary>How long cleaning up waits for the store: somebody may have pressed Ctrl+C.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What stands behind the address of a place, so that it means the same store again.</summary>
    public string Query { get; private init; } = "";

    /// <summary>The connections to the store; made once, and used by many threads.</summary>
    public AmazonS3Client Client => Clients.GetOrAdd(this, store => store.Connect());

    /// <param name="query">Such as <c>endpoint=https://minio.school.example&amp;region=eu-north-1</c>.</param>
    /// <param name="location">The whole, for messages.</param>
    /// <exception cref="BackupException"><see cref="BackupError.PathInvalid"/>.</exception>
    public static S3Store Parse(string query, string location)
    {
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string part in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] words = part.Split('=', 2);
            if (words.Length != 2 || words[0] is not ("endpoint" or "region" or "profile" or "path-style" or "checksums") || !said.TryAdd(words[0], Uri.UnescapeDataString(words[1])))
                throw Invalid(location, $"'{part}' is no setting of a store", "the settings are endpoint=URL, region=NAME, profile=NAME, path-style=true|false and checksums=true|false, with & between two");
        }

        string? endpoint = said.GetValueOrDefault("endpoint");
        Uri? url = null;
        if (endpoint is not null && !(Uri.TryCreate(endpoint, UriKind.Absolute, out url) && url.Scheme is "http" or "https"))
            throw Invalid(location, $"'{endpoint}' is no address of a store", "write endpoint=https://HOST:PORT");
        if (url?.UserInfo is { Length: > 0 })
            throw Invalid("the place", "its endpoint holds a password, which everybody would see", "leave it out; credentials come from the environment or a profile");
        return new S3Store(endpoint, said.GetValueOrDefault("region"), said.GetValueOrDefault("profile"), Switch("path-style", endpoint is not null), Switch("checksums", endpoint is null))
        {
            Query = query.Length > 0 ? "?" + query : "",
        };

        bool Switch(string name, bool otherwise) => said.GetValueOrDefault(name) switch
        {
            null => otherwise,
            "true" => true,
            "false" => false,
            var other => throw Invalid(location, $"{name}={other} says neither true nor false", $"write {name}=true or {name}=false"),
        };
    }

    private static BackupException Invalid(string location, string what, string hint) => new(BackupError.PathInvalid, $"{location}: {what}", hint);

    private AmazonS3Client Connect()
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = PathStyle,
            Timeout = Timeout,
            RetryMode = RequestRetryMode.Standard, // with jitter
            MaxErrorRetry = 5,
            RequestChecksumCalculation = Checksums ? RequestChecksumCalculation.WHEN_SUPPORTED : RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = Checksums ? ResponseChecksumValidation.WHEN_SUPPORTED : ResponseChecksumValidation.WHEN_REQUIRED,
        };
        if (Endpoint is not null) config.ServiceURL = Endpoint;
        if (Region is not null && Endpoint is null) config.RegionEndpoint = RegionEndpoint.GetBySystemName(Region);
        if (Region is not null) config.AuthenticationRegion = Region;
        if (Profile is null) return new AmazonS3Client(config);
        return new CredentialProfileStoreChain().TryGetAWSCredentials(Profile, out AWSCredentials credentials)
            ? new AmazonS3Client(credentials, config)
            : throw new BackupException(BackupError.PathInvalid, $"there is no profile '{Profile}' of AWS here", "see ~/.aws/credentials, or leave profile= out");
    }
}
