using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Idempotency;

/// <summary>
/// The name of a keyed request's command. It goes into the journal with what came of the command, so that a repeat is recognised even
/// when nobody knows how the first try ended.
/// </summary>
sealed class CommandKey
{
    const int Bytes = 16;

    readonly byte[] hash;

    CommandKey(byte[] hash) => this.hash = hash;

    /// <summary>Whether the endpoint handed it on: then a repeat is safe whatever happened.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Null for a request without a key.</summary>
    public static CommandKey? Of(HttpContext http) => http.Features.Get<CommandKey>();

    /// <summary>The text that a command of this request carries, one command for each service; null for a request without a key.</summary>
    public static string? Use(HttpContext http) => Of(http)?.Use();

    /// <summary>An id for what this request creates, the same for each repeat; null for a request without a key.</summary>
    public static string? Id(HttpContext http) => Of(http) is { } key ? RandomText.Id(key.hash) : null;

    public static void Give(HttpContext http, string scope, string key, byte[] request) => http.Features.Set(new CommandKey(
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{scope}\n{key}\n"), .. request])[..Bytes]));

    string Use()
    {
        IsUsed = true;
        return Base64Url.EncodeToString(hash);
    }
}
