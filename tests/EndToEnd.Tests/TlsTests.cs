using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>TLS of our own, for phones and laptops in the hall's network.</summary>
public sealed class TlsTests
{
    [Fact]
    public async Task OwnCertificate_NamesThisMachine_AndStaysTheSame()
    {
        using var folder = new TemporaryFolder();
        var port = FreePort();
        var seen = new List<string>();
        for (var start = 0; start < 2; start++)
        {
            await using var silo = await SiloProcess.Start(folder.Path, ("TLS_PORT", port));
            using var certificate = await Certificate(port);
            Assert.True(certificate.MatchesHostname("127.0.0.1") && certificate.MatchesHostname("localhost"));
            Assert.InRange(certificate.NotAfter - certificate.NotBefore, TimeSpan.FromDays(300), TimeSpan.FromDays(398)); // more is not taken by Apple's browsers
            seen.Add(certificate.Thumbprint);

            using var producer = new Producer(silo);
            Assert.StartsWith("https://", (await producer.Create()).WallUrl, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "tls", "certificate.p12")));
            }
        }
        Assert.Single(seen.Distinct());
    }

    [Fact]
    public async Task OperatorsCertificate_IsShown_WithItsIssuer()
    {
        using var folder = new TemporaryFolder();
        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        var authority = new CertificateRequest("CN=An authority", issuerKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        // Not its own issuer: the last of all is the browsers' to know, and never sent.
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var issuer = authority.Create(new X500DistinguishedName("CN=A root"), X509SignatureGenerator.CreateForECDsa(rootKey), now.AddDays(-1), now.AddDays(30), [1]);
        using var made = new CertificateRequest("CN=wall.example.org", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), now.AddDays(-1), now.AddDays(29), [1, 2, 3]);
        var (certificateFile, keyFile, port) = (Path.Combine(folder.Path, "wall.pem"), Path.Combine(folder.Path, "wall.key"), FreePort());
        await File.WriteAllTextAsync(certificateFile, $"{made.ExportCertificatePem()}\n{issuer.ExportCertificatePem()}\n");
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());
        await using var silo = await SiloProcess.Start(
            Path.Combine(folder.Path, "data"), ("TLS_PORT", port), ("TLS_CERTIFICATE", certificateFile), ("TLS_KEY", keyFile));
        var issuers = new List<string>();
        using var shown = await Certificate(port, issuers);
        Assert.Equal(made.Thumbprint, shown.Thumbprint);
        Assert.Contains(issuer.Thumbprint, issuers);
    }

    [Fact]
    public async Task WhatCannotBeUsed_EndsTheStartInWords()
    {
        using var folder = new TemporaryFolder();
        await using (var silo = SiloProcess.Launch(folder.Path, ("TLS_PORT", FreePort()), ("TLS_CERTIFICATE", "/no/such/file"), ("TLS_KEY", "/no/such/file")))
        {
            Assert.Contains("videowall: TLS_CERTIFICATE and TLS_KEY name /no/such/file", (await silo.Ended()).Said, StringComparison.Ordinal);
        }
        using var taken = new TcpListener(System.Net.IPAddress.Any, 0);
        taken.Start();
        var port = ((System.Net.IPEndPoint)taken.LocalEndpoint).Port;
        await using var second = SiloProcess.Launch(folder.Path, ("TLS_PORT", port.ToString(CultureInfo.InvariantCulture)));
        Assert.Contains($"TLS_PORT {port} is in use", (await second.Ended()).Said, StringComparison.Ordinal);
    }

    static async Task<X509Certificate2> Certificate(string port, List<string>? issuers = null)
    {
        using var line = new TcpClient();
        await line.ConnectAsync("127.0.0.1", int.Parse(port, CultureInfo.InvariantCulture));
        X509Certificate2? shown = null;
        await using var tls = new SslStream(line.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, _) =>
        {
            issuers?.AddRange(chain!.ChainPolicy.ExtraStore.Select(c => c.Thumbprint));
            return (shown = new(certificate!)).HasPrivateKey is false; // it is looked at, not trusted
        });
        await tls.AuthenticateAsClientAsync("localhost");
        return shown!;
    }

    static string FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Any, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
