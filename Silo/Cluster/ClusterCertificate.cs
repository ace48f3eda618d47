using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Silo.Cluster;

/// <summary>
/// The one certificate that all silos of a database share, as servers and as clients: whoever cannot read the database can
/// neither join them nor call their grains, and nobody between them reads along.
/// </summary>
static class ClusterCertificate
{
    const string Kind = "cluster";
    const string Key = "certificate";

    /// <summary>Names no host: silos come and go at any address, and trust this very certificate only.</summary>
    const string Subject = "CN=videowall-silo";

    static readonly TimeSpan Life = TimeSpan.FromDays(36_500);

    /// <summary>The certificate, made by the first silo that asks.</summary>
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    public static async Task<X509Certificate2> Read(IDocuments documents, TimeProvider time)
    {
        if (await documents.Get(Kind, Key) is not { } kept)
        {
            await documents.Put(new(Kind, Key, 0, Make(time))); // of several, one is kept
            kept = (await documents.Get(Kind, Key))!;
        }
        return X509CertificateLoader.LoadPkcs12(kept.Data.Span, password: null);
    }

    public static void UseClusterCertificate(this ISiloBuilder silo, X509Certificate2 certificate) => silo.UseTls(certificate, o =>
    {
        (o.RemoteCertificateMode, o.ClientCertificateMode) = (RemoteCertificateMode.RequireCertificate, RemoteCertificateMode.RequireCertificate);
        o.RemoteCertificateValidation = (remote, _, _) => CryptographicOperations.FixedTimeEquals(remote.RawDataMemory.Span, certificate.RawDataMemory.Span);
        o.LocalClientCertificateSelector = (_, _, _, _, _) => certificate;
        o.OnAuthenticateAsClient = (_, options) => options.TargetHost = Subject["CN=".Length..];
    });

    static byte[] Make(TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1"), new Oid("1.3.6.1.5.5.7.3.2")], critical: false)); // server and client
        using var certificate = request.CreateSelfSigned(time.GetUtcNow().AddDays(-1), time.GetUtcNow() + Life);
        return certificate.Export(X509ContentType.Pkcs12);
    }
}
