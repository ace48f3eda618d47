using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo;

/// <summary>How this silo takes part in its cluster.</summary>
/// <param name="Cluster">Silos of one cluster and database find each other by this name.</param>
/// <param name="Advertised">Where the others reach this silo.</param>
sealed record SiloSettings(string Cluster, int SiloPort, int GatewayPort, IPAddress Advertised)
{
    public static SiloSettings Read(SettingsReader reader)
    {
        var cluster = reader.Text("ORLEANS_CLUSTER");
        return new(
            cluster ?? "videowall",
            reader.Number("ORLEANS_SILO_PORT", 1, 65535, 11111),
            reader.Number("ORLEANS_GATEWAY_PORT", 0, 65535, 0),
            Address(reader) ?? (cluster is null ? IPAddress.Loopback : OwnAddress()));
    }

    static IPAddress? Address(SettingsReader reader)
    {
        if (reader.Text("ORLEANS_ADVERTISED_IP") is not { } text)
        {
            return null;
        }
        if (!IPAddress.TryParse(text, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            reader.Fault($"ORLEANS_ADVERTISED_IP is '{text}': write the one address at which the other silos reach this machine, such as 10.0.0.5.");
            return null;
        }
        return address;
    }

    // With a cluster's name set, other machines are meant to find this one: its first address that is not its own affair.
    static IPAddress OwnAddress() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
        .SelectMany(i => i.GetIPProperties().UnicastAddresses)
        .Select(a => a.Address)
        .FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !a.ToString().StartsWith("169.254.", StringComparison.Ordinal))
        ?? IPAddress.Loopback;
}
