using System.Globalization;
using System.Net;
using System.Net.Sockets;
using VideoWall.WebFront.Settings;

namespace VideoWall.Silo.Settings;

/// <summary>How this silo takes part in its cluster.</summary>
/// <param name="Cluster">Silos of one cluster and database find each other by this name.</param>
/// <param name="IsClustered">A cluster was named: other machines are meant to find this silo.</param>
/// <param name="SiloPort">Where silos speak to each other; 0 until one is chosen.</param>
/// <param name="GatewayPort">For Orleans clients outside; 0: none.</param>
/// <param name="Advertised">Where the others reach this silo.</param>
/// <param name="ListensEverywhere">On every address of this machine, not only on the advertised one.</param>
/// <param name="Dashboard">Orleans' dashboard is served to administrators.</param>
sealed record SiloSettings(string Cluster, bool IsClustered, int SiloPort, int GatewayPort, IPAddress Advertised, bool ListensEverywhere, bool Dashboard)
{
    /// <summary>Orleans' own habit, for silos that find each other through a network.</summary>
    const int UsualSiloPort = 11111;

    const string PortFile = "silo-port";

    public static SiloSettings Read(SettingsReader reader)
    {
        var cluster = reader.Text("ORLEANS_CLUSTER");
        var (address, isNamed) = Address(reader);
        var advertised = address ?? (cluster is null ? null : MachineAddresses.First) ?? IPAddress.Loopback; // of a cluster, other machines are meant to find this one
        return new(
            cluster ?? "videowall",
            cluster is not null,
            reader.Number("ORLEANS_SILO_PORT", 0, 65535, cluster is null ? 0 : UsualSiloPort),
            reader.Number("ORLEANS_GATEWAY_PORT", 0, 65535, 0),
            advertised,
            !isNamed && !IPAddress.IsLoopback(advertised), // an address may be a router's; a name has led to one of our own
            reader.Switch("ORLEANS_DASHBOARD"));
    }

    /// <summary>
    /// With a free port where none is set: the one of the last start, if it can be had. Orleans takes over from a silo of the same
    /// address at once, and waits seconds for one that was killed at another.
    /// </summary>
    public SiloSettings WithPort(string folder)
    {
        if (SiloPort != 0)
        {
            return this;
        }
        var file = Path.Combine(folder, PortFile);
        var last = File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var kept) ? kept : 0;
        var port = FreePort(Advertised, last) ?? FreePort(Advertised, 0)
            ?? throw new SettingsException(["ORLEANS_SILO_PORT is not set and no port is free: set it to one that is."]);
        File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));
        return this with { SiloPort = port };
    }

    static int? FreePort(IPAddress address, int wanted)
    {
        if (wanted is < 0 or > 65535)
        {
            return null;
        }
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, wanted));
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    static (IPAddress? Address, bool IsNamed) Address(SettingsReader reader)
    {
        if (reader.Text("ORLEANS_ADVERTISED_IP") is not { } text)
        {
            return (null, false);
        }
        if (IPAddress.TryParse(text, out var address))
        {
            if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
            {
                return (address, false);
            }
        }
        else if (OwnAddressOf(text) is { } own)
        {
            return (own, true);
        }
        reader.Fault($"ORLEANS_ADVERTISED_IP is '{text}': write the one address at which the other silos reach this machine, such as 10.0.0.5, or a name that stands for it.");
        return (null, false);
    }

    // A name may stand for all silos of a network, as in Docker: one of its addresses is this machine's.
    static IPAddress? OwnAddressOf(string name)
    {
        try
        {
            var own = MachineAddresses.All.ToHashSet();
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork).FirstOrDefault(a => IPAddress.IsLoopback(a) || own.Contains(a));
        }
        catch (Exception fault) when (fault is SocketException or ArgumentException)
        {
            return null;
        }
    }
}
