using VideoWall.WebFront.Settings;

namespace VideoWall.Silo.Settings;

/// <summary>TLS of our own, for a hall without a proxy: browsers give cameras to https pages only.</summary>
/// <param name="Port">On all addresses of this machine; null: no TLS here.</param>
/// <param name="Certificate">PEM file with the certificate, and its issuers after it; null: one of our own making.</param>
/// <param name="Key">PEM file with its key.</param>
sealed record TlsSettings(int? Port, string? Certificate, string? Key)
{
    /// <summary>Where others in this network come in; null without TLS, or without a network.</summary>
    public Uri? Address => Port is { } port && MachineAddresses.First is { } own ? new($"https://{own}:{port}/") : null;

    public static TlsSettings Read(SettingsReader reader)
    {
        var (port, certificate, key) = (reader.Number("TLS_PORT", 1, 65535, 0), reader.Text("TLS_CERTIFICATE"), reader.Text("TLS_KEY"));
        if ((certificate is null) != (key is null))
        {
            reader.Fault($"{(certificate is null ? "TLS_KEY is set, TLS_CERTIFICATE" : "TLS_CERTIFICATE is set, TLS_KEY")} is not: set both to PEM files, or neither for a certificate that browsers warn of once.");
        }
        if (certificate is not null && port == 0)
        {
            reader.Fault("TLS_CERTIFICATE is set, TLS_PORT is not: set it to the port for https, such as 8443.");
        }
        return new(port == 0 ? null : port, certificate, key);
    }
}
