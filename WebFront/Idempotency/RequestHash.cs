using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Idempotency;

/// <summary>What tells one request from another: its method, its address and its body.</summary>
static class RequestHash
{
    const int Chunk = 16 * 1024;

    /// <summary>More than any call takes, in bytes: a body is never laid down in a file.</summary>
    const int InMemory = 4 * 1024 * 1024;

    /// <summary>Reads the body and leaves it to be read once more.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than its endpoint takes, or did not arrive.</exception>
    public static async Task<byte[]> Of(HttpRequest request, CancellationToken cancellation)
    {
        request.EnableBuffering(InMemory);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{request.Method}\n{request.PathBase}{request.Path}{request.QueryString}\n"));
        var buffer = ArrayPool<byte>.Shared.Rent(Chunk);
        try
        {
            for (int read; (read = await request.Body.ReadAsync(buffer, cancellation)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true); // a password may have been in it
        }
        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }

    /// <summary>Made slow, for a request that holds a password.</summary>
    public static byte[] Slowed(byte[] hash, string scope, string key, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(hash, Encoding.UTF8.GetBytes($"{scope}\n{key}"), rounds, HashAlgorithmName.SHA512, hash.Length);
}
