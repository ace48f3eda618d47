using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using VideoWall.LiveKit.Keys;

namespace VideoWall.LiveKit.Tests.Support;

static class TestKeys
{
    /// <summary>The pair with which the recordings were made.</summary>
    internal const string Key = "devkey";

    internal const string Secret = "local-test-secret-0123456789abcdef0123456789";

    internal const string OtherSecret = "another-secret-0123456789abcdef0123456789abc";

    internal static LiveKitKeys Recorded { get; } = Parse(Key, Secret);

    internal static LiveKitKeys Parse(string keys, string secrets) =>
        LiveKitKeys.TryParse(keys, secrets, out var parsed, out var problem)
            ? parsed
            : throw new InvalidOperationException(problem);

    /// <summary>A token written independently of the code under test.</summary>
    internal static string Jwt(string payload, string header = """{"alg":"HS256","typ":"JWT"}""", string secret = Secret)
    {
        var text = Encode(header) + "." + Encode(payload);
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(text));
        return text + "." + Base64Url.EncodeToString(signature);
    }

    internal static string HashOf(string body) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));

    internal static string Encode(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));

    /// <summary>The JSON of a token's second part.</summary>
    internal static string PayloadOf(string jwt) =>
        Encoding.UTF8.GetString(Base64Url.DecodeFromChars(jwt.Split('.')[1]));
}
