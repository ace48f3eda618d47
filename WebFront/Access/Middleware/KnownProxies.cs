using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HttpOverrides;
using IPAddress = System.Net.IPAddress;
using IPNetwork = System.Net.IPNetwork;

namespace VideoWall.WebFront.Access.Middleware;

/// <summary>The proxies whose word on a client's address is taken: anyone else could write what he likes into the header.</summary>
/// <param name="Wrong">The first entry that is neither an address nor a network nor a known word; null when all are fine.</param>
sealed record KnownProxies(IReadOnlyList<IPNetwork> Networks, string? Wrong)
{
    static readonly IPNetwork[] ThisMachine = [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")];

    // RFC 1918 and RFC 4193: where container networks and halls live.
    static readonly IPNetwork[] Private =
        [IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("fc00::/7")];

    public static KnownProxies Parse(string? setting)
    {
        var networks = new List<IPNetwork>(ThisMachine);
        foreach (var entry in (setting ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry is "none")
            {
                networks.Clear();
            }
            else if (entry is "private")
            {
                networks.AddRange(Private);
            }
            else if (IPAddress.TryParse(entry, out var address))
            {
                networks.Add(new(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(entry, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return new(networks, entry);
            }
        }
        return new(networks, null);
    }

    public ForwardedHeadersOptions ToOptions()
    {
        // The host is not taken from a header: links come from PUBLIC_BASE_URL or from Host, which proxies pass on.
        // With empty lists the middleware would believe everybody.
        var believed = Networks.Count == 0 ? ForwardedHeaders.None : ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = believed, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in Networks)
        {
            options.KnownIPNetworks.Add(network);
        }
        return options;
    }
}
