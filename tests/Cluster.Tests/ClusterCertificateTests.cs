using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VideoWall.Cluster.Tests.Support;

namespace VideoWall.Cluster.Tests;

/// <summary>Silos speak to those only who hold the certificate in their database.</summary>
[Collection(SharedPostgres.Name)]
public sealed class ClusterCertificateTests(SharedPostgres postgres)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task StrangerAtASilosPort_IsTurnedAway()
    {
        await using var cluster = await TestCluster.Start(postgres, 1);
        var port = Assert.Single(await SharedPostgres.Read<int>(cluster.Database, "SELECT port FROM silos"));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        // Of the right name even.
        using var made = new CertificateRequest("CN=videowall-silo", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var strangers = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);

        Assert.True(await IsTurnedAway(port, strangers), "with a certificate of its own");
        Assert.True(await IsTurnedAway(port, null), "with none");
        await cluster.Silos[0].Ready(); // none of that harmed it
    }

    /// <summary>One that knows the database's table of silos, and brings a certificate of its own: it joins nobody, and harms nobody.</summary>
    [Fact]
    public async Task SiloWithAnotherCertificate_IsTurnedAway()
    {
        await using var cluster = await TestCluster.Start(postgres, 1);
        using var producer = new Producer(cluster.Silos[0]);
        await SharedPostgres.Read<object>(cluster.Database, "DELETE FROM documents WHERE kind = 'cluster'"); // so the next one makes another
        await using var foreign = cluster.Launch();
        await Eventually.Is("it gives up", () => foreign.HasExited, gone => gone, TimeSpan.FromMinutes(2));
        Assert.Contains("certificate was rejected", foreign.Said, StringComparison.Ordinal);
        var processes = (await producer.Api.Get("/api/v1/processes")).Is(200).Json.GetProperty("items").EnumerateArray();
        Assert.Single(processes, p => p.GetProperty("status").GetString() == "active");
        await cluster.Silos[0].Ready();
    }

    /// <summary>Whether the other side ends the connection, where it would wait for our first words if it took us for a silo.</summary>
    static async Task<bool> IsTurnedAway(int port, X509Certificate2? certificate)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(client.GetStream(), false, (_, remote, _, _) => remote is not null); // whose it is is the silo's matter
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "videowall-silo", ClientCertificates = certificate is null ? [] : [certificate] });
            return await tls.ReadAsync(new byte[1]).AsTask().WaitAsync(Timeout, TimeProvider.System) == 0;
        }
        catch (Exception fault) when (fault is IOException or AuthenticationException)
        {
            return true;
        }
    }
}
