using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace VideoWall.Silo.Settings;

/// <summary>Addresses at which others may reach this machine.</summary>
static class MachineAddresses
{
    public static IReadOnlyList<IPAddress> All =>
    [
        .. NetworkInterface.GetAllNetworkInterfaces()
            .Where(i => i.OperationalStatus == OperationalStatus.Up && i.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .OrderByDescending(i => i.GetIPProperties().GatewayAddresses.Any(g => !g.Address.Equals(IPAddress.Any))) // the way to others, before bridges of containers
            .SelectMany(i => i.GetIPProperties().UnicastAddresses)
            .Select(a => a.Address)
            .Where(a => !a.IsIPv6LinkLocal), // means something on one cable only
    ];

    /// <summary>The first that is not its own affair; null without a network.</summary>
    public static IPAddress? First => All.FirstOrDefault(a => a.AddressFamily == AddressFamily.InterNetwork && !a.ToString().StartsWith("169.254.", StringComparison.Ordinal));
}
