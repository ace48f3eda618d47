using System.Globalization;
using System.Net.WebSockets;
using Microsoft.Extensions.Primitives;

namespace VideoWall.WebFront.Sockets;

/// <summary>What a hub's socket agrees with its page about compression (RFC 7692).</summary>
static class PerMessageDeflate
{
    const int WindowBits = 12;

    /// <summary>Bytes: nothing that is compressed leads further back than this. A page has to keep no more.</summary>
    public const int Window = 1 << WindowBits;

    /// <summary>
    /// The answer to the first offer that suits us. What the server sends may lead back to what it sent before; a page starts
    /// each of its messages anew, so that the server keeps nothing of it.
    /// </summary>
    public static readonly string Agreed = string.Create(CultureInfo.InvariantCulture, $"permessage-deflate; client_no_context_takeover; server_max_window_bits={WindowBits}");

    /// <summary>The same for the framework's side of the socket.</summary>
    public static WebSocketDeflateOptions Options => new() { ClientContextTakeover = false, ServerMaxWindowBits = WindowBits };

    /// <summary>Whether one of the offers in <c>Sec-WebSocket-Extensions</c> suits us.</summary>
    public static bool IsOffered(StringValues extensions) => extensions.Any(line => line?.Split(',').Any(Suits) ?? false);

    /// <summary>Each parameter is one that we know, once, with a value that we can keep to (RFC 7692, section 7.1).</summary>
    static bool Suits(string offer)
    {
        var parts = offer.Split(';', StringSplitOptions.TrimEntries);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return parts[0].Equals("permessage-deflate", StringComparison.OrdinalIgnoreCase) && parts.Skip(1).All(part =>
        {
            var (name, value) = part.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, var right] ? (left, right.Trim('"')) : (part, null);
            return names.Add(name) && name.ToUpperInvariant() switch
            {
                "CLIENT_NO_CONTEXT_TAKEOVER" => value is null,
                "CLIENT_MAX_WINDOW_BITS" => value is null || Bits(value) is not null,
                "SERVER_MAX_WINDOW_BITS" => Bits(value) >= WindowBits,
                _ => false, // server_no_context_takeover among them: then hardly anything would get smaller
            };
        });
    }

    static int? Bits(string? value) => value is [>= '1' and <= '9'] or ['1', >= '0' and <= '5'] && int.Parse(value, CultureInfo.InvariantCulture) is >= 8 and var bits ? bits : null;
}
