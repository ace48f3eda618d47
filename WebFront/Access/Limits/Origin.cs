using System.Net;
using System.Net.Sockets;

namespace VideoWall.WebFront.Access.Limits;

/// <summary>Where a try comes from, as limits count it.</summary>
/// <param name="Place">An address, or a device or church that is known.</param>
/// <param name="Network">What one customer of a provider may hold: an address of IPv4, a /48 of IPv6 (RFC 6177). Null for who is known.</param>
public readonly record struct Origin(string Place, string? Network)
{
    /// <summary>Who has proved who it is before: its failures count for itself alone, and those of others are not held against it.</summary>
    public bool IsKnown => Network is null;

    public static Origin Known(string id) => new("k:" + id, null);

    /// <summary>A stranger. An IPv6 address counts as its /64, for whoever has one has them all.</summary>
    public static Origin Of(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
        {
            address = address.MapToIPv4();
        }
        if (address?.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return new("a:" + address, "n:" + address);
        }
        var bytes = address.GetAddressBytes().AsSpan();
        return new("a:" + Convert.ToHexString(bytes[..8]), "n:" + Convert.ToHexString(bytes[..6]));
    }
}
