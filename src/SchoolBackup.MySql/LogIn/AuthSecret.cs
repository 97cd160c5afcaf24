using System.Security.Cryptography;
using System.Text;

namespace SchoolBackup.MySql.LogIn;

/// <summary>The password, the server's challenge, and how private the connection is. Disposing wipes the password's bytes.</summary>
internal sealed class AuthSecret(string password, byte[] scramble, ChannelPrivacy privacy) : IDisposable
{
    private readonly byte[] _withNul = Encoding.UTF8.GetBytes(password + '\0');

    public bool IsEmpty => _withNul.Length == 1;

    public ReadOnlySpan<byte> Password => _withNul.AsSpan(0, _withNul.Length - 1);

    public ReadOnlySpan<byte> PasswordWithNul => _withNul;

    public byte[] Scramble { get; } = scramble;

    public ChannelPrivacy Privacy { get; } = privacy;

    /// <summary>What may be done to tell the password.</summary>
    public PasswordRules Rules { get; init; } = new(MaySendClear: false, MayTakeServerKey: false, PublicKeyFile: null, TicketHost: null);

    /// <summary>Until when the answers are wanted.</summary>
    public CancellationToken Deadline { get; init; }

    public void Dispose() => CryptographicOperations.ZeroMemory(_withNul);
}

/// <summary>Who can read along.</summary>
internal enum ChannelPrivacy
{
    /// <summary>Anyone between here and there.</summary>
    Open,

    /// <summary>Nobody outside this machine.</summary>
    Local,

    /// <summary>Nobody: the connection is encrypted.</summary>
    Encrypted,
}
