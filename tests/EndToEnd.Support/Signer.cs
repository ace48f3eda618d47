using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace VideoWall.EndToEnd.Support;

/// <summary>Signs webhooks as LiveKit does: a JWT (RFC 7519, HS256) that carries the SHA-256 of the body.</summary>
public static class Signer
{
    // The pair of the recordings.
    public const string Key = "devkey";
    public const string Secret = "local-test-secret-0123456789abcdef0123456789";

    public static string Sign(byte[] body, TimeSpan age = default, string key = Key, string secret = Secret)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - (long)age.TotalSeconds;
        var token = $"{Part(new { alg = "HS256", typ = "JWT" })}.{Part(new { iss = key, nbf = now, exp = now + 300, sha256 = Convert.ToBase64String(SHA256.HashData(body)) })}";
        return $"{token}.{Url(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(token)))}";
    }

    static string Part<T>(T json) => Url(JsonSerializer.SerializeToUtf8Bytes(json));

    static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
