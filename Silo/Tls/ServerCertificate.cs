using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoWall.Silo.Settings;

namespace VideoWall.Silo.Tls;

/// <summary>The certificate that browsers see: the operator's, or one that this program makes for this machine and keeps in its data folder.</summary>
static class ServerCertificate
{
    /// <summary>The longest that browsers of Apple's take (support.apple.com/en-us/103769: 398 days).</summary>
    static readonly TimeSpan Life = TimeSpan.FromDays(397);

    /// <summary>One that would end sooner is made anew at a start.</summary>
    static readonly TimeSpan Spare = TimeSpan.FromDays(30);

    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <param name="folder">The data folder.</param>
    /// <returns>With its key, and after it its issuers, without whom most browsers do not know it.</returns>
    /// <exception cref="SettingsException">The operator's files cannot be used.</exception>
    public static X509Certificate2Collection Read(TlsSettings settings, string folder, TimeProvider time)
    {
        if (settings is { Certificate: { } certificate, Key: { } key })
        {
            try
            {
                var chain = new X509Certificate2Collection();
                chain.ImportFromPemFile(certificate);
                return [X509Certificate2.CreateFromPemFile(certificate, key), .. chain.Skip(1)];
            }
            catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                throw new SettingsException([$"TLS_CERTIFICATE and TLS_KEY name {certificate} and {key}, which cannot be used ({fault.Message}): name a certificate and its key as PEM files that this user may read."]);
            }
        }
        return [Own(Directory.CreateDirectory(Path.Combine(folder, "tls")).FullName, time)];
    }

    // The same at every start, so that browsers warn once: until it nears its end, or this machine has another address.
    static X509Certificate2 Own(string folder, TimeProvider time)
    {
        var (file, names) = (Path.Combine(folder, "certificate.p12"), Names());
        if (File.Exists(file))
        {
            try
            {
                var kept = X509CertificateLoader.LoadPkcs12FromFile(file, password: null);
                if (kept.NotAfter.ToUniversalTime() > (time.GetUtcNow() + Spare).UtcDateTime && names.All(n => kept.MatchesHostname(n)))
                {
                    return kept;
                }
                kept.Dispose();
            }
            catch (CryptographicException)
            {
                // Damaged; a new one takes its place.
            }
        }
        var made = Make(names, time);
        File.WriteAllBytes(file, []);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        File.WriteAllBytes(file, made);
        return X509CertificateLoader.LoadPkcs12(made, password: null);
    }

    static string[] Names() => [.. MachineAddresses.All.Select(a => a.ToString()), "127.0.0.1", "localhost", Dns.GetHostName(), $"{Dns.GetHostName()}.local"];

    static byte[] Make(string[] names, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=VideoWall on " + Dns.GetHostName(), key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names.Distinct())
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow().AddDays(-1) + Life);
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
