using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace SchoolBackup.MySql.LogIn;

/// <summary>
/// Signatures of RFC 8032 by a key that is expanded already. Libraries begin with a seed of 32 bytes; MariaDB's ed25519 expands the
/// password itself. Slow, which does not matter for one signature a log-in.
/// </summary>
/// <seealso href="https://www.rfc-editor.org/rfc/rfc8032#section-6"/>
internal static class Ed25519
{
    private const int Half = 32;

    private static readonly BigInteger Prime = BigInteger.Pow(2, 255) - 19;
    private static readonly BigInteger Order = BigInteger.Pow(2, 252) + BigInteger.Parse(
        "27742317777372353535851937790883648493", CultureInfo.InvariantCulture);
    private static readonly BigInteger D = Mod(-121665 * Inverse(121666));

    private static readonly Point Base = Point.At(
        BigInteger.Parse("15112221349535400772501151409588531511454012693041857206046113283949847762202", CultureInfo.InvariantCulture),
        BigInteger.Parse("46316835694926478169428394003475163141307993866256225615783033603165251855960", CultureInfo.InvariantCulture));

    /// <param name="expanded">The SHA-512 of the seed: 64 bytes.</param>
    /// <param name="message">What is signed.</param>
    /// <returns>64 bytes.</returns>
    public static byte[] Sign(ReadOnlySpan<byte> expanded, ReadOnlySpan<byte> message)
    {
        byte[] clamped = expanded[..Half].ToArray();
        clamped[0] &= 248;
        clamped[31] = (byte)((clamped[31] & 127) | 64);
        BigInteger secret = Number(clamped);
        CryptographicOperations.ZeroMemory(clamped);
        BigInteger nonce = Number(SHA512.HashData([.. expanded[Half..], .. message])) % Order;
        byte[] commitment = Base.Times(nonce).Encode();
        BigInteger challenge = Number(SHA512.HashData([.. commitment, .. Base.Times(secret).Encode(), .. message])) % Order;
        return [.. commitment, .. Bytes((nonce + (challenge * secret)) % Order)];
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true);

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[Half];
        value.TryWriteBytes(bytes, out _, isUnsigned: true);
        return bytes;
    }

    private static BigInteger Mod(BigInteger value) => value.Sign < 0 ? (value % Prime) + Prime : value % Prime;

    private static BigInteger Inverse(BigInteger value) => BigInteger.ModPow(value, Prime - 2, Prime);

    /// <summary>In extended coordinates: x = X/Z, y = Y/Z, xy = T/Z.</summary>
    private readonly record struct Point(BigInteger X, BigInteger Y, BigInteger Z, BigInteger T)
    {
        public static Point At(BigInteger x, BigInteger y) => new(x, y, 1, Mod(x * y));

        public Point Plus(Point other)
        {
            BigInteger a = Mod((Y - X) * (other.Y - other.X)), b = Mod((Y + X) * (other.Y + other.X));
            BigInteger c = Mod(2 * T * other.T * D), d = Mod(2 * Z * other.Z);
            BigInteger e = b - a, f = d - c, g = d + c, h = b + a;
            return new Point(Mod(e * f), Mod(g * h), Mod(f * g), Mod(e * h));
        }

        public Point Times(BigInteger factor)
        {
            Point sum = At(0, 1), power = this;
            for (; !factor.IsZero; factor >>= 1, power = power.Plus(power))
                if (!factor.IsEven) sum = sum.Plus(power);
            return sum;
        }

        public byte[] Encode()
        {
            BigInteger inverse = Inverse(Z);
            byte[] y = Bytes(Mod(Y * inverse));
            if (!Mod(X * inverse).IsEven) y[31] |= 128;
            return y;
        }
    }
}
