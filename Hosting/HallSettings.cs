using System.Net;
using VideoWall.WebFront.Settings;

namespace VideoWall.Hosting;

/// <summary>What this host itself needs to know.</summary>
/// <param name="DataDir">Folder of the private database and of generated keys.</param>
/// <param name="Host">As in the address of a page: IPv6 in brackets.</param>
/// <param name="DatabaseUrl">A Postgres of the operator's; null: a private one.</param>
sealed record HallSettings(string DataDir, string? DatabaseUrl, string Host, int Port, LogLevel LogLevel)
{
    public static HallSettings Read(SettingsReader reader) => new(
        Path.GetFullPath(reader.Text("DATA_DIR") ?? "data"),
        reader.Text("DATABASE_URL"),
        Listening(reader),
        reader.Number("PORT", 0, 65535, 8080),
        reader.LogLevel());

    // Kestrel takes a name it does not know for all addresses of the machine: a slip of the pen would open the hall to everybody.
    static string Listening(SettingsReader reader)
    {
        var host = reader.Text("HOST") ?? "127.0.0.1";
        if (host != "localhost" && !IPAddress.TryParse(host, out _))
        {
            reader.Fault($"HOST is '{host}': write an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of its addresses.");
        }
        return host.Contains(':', StringComparison.Ordinal) ? $"[{host.Trim('[', ']')}]" : host; // IPv6 as addresses of pages have it
    }
}
