using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VideoWall.Silo.Settings;
using VideoWall.WebFront.Errors;

namespace VideoWall.Silo;

/// <summary>Where the web front listens.</summary>
static class Listening
{
    /// <summary>Whoever opens a connection says at once what for; a phone on a bad line does too.</summary>
    static readonly TimeSpan Headers = TimeSpan.FromSeconds(10);

    /// <summary>In bytes; a page's cookies and a token, several times over.</summary>
    const int LargestHeaders = 16 * 1024;

    /// <summary>In bytes; what a connection keeps for a request that has not been read.</summary>
    const int Buffer = LargestHeaders;

    /// <param name="certificates">Of the addresses with TLS, where there are any; its issuers follow.</param>
    public static void ListenOn(this ConfigureWebHostBuilder web, ServerSettings settings, X509Certificate2Collection? certificates)
    {
        web.UseKestrelCore().ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = ErrorsSetup.LargestBody; // who takes more says so
            (k.Limits.RequestHeadersTimeout, k.Limits.MaxRequestHeadersTotalSize, k.Limits.MaxRequestBufferSize) = (Headers, LargestHeaders, Buffer);
        });
        if (certificates is [var certificate, ..])
        {
            web.UseKestrelHttpsConfiguration().ConfigureKestrel(k =>
            {
                k.ConfigureHttpsDefaults(https => (https.ServerCertificate, https.ServerCertificateChain) = (certificate, certificates));
                k.ConfigureEndpointDefaults(endpoint => endpoint.Protocols = HttpProtocols.Http1); // HTTP/2 opens WebSockets by CONNECT, which no door of ours knows
            });
        }
        web.UseUrls([$"http://{settings.Host}:{settings.Port}", .. settings.Tls.Port is { } port ? [$"https://0.0.0.0:{port}"] : Array.Empty<string>()]);
    }

    /// <summary>Before anything is started: an address that cannot be had ends the start at once.</summary>
    /// <exception cref="CannotListenException">The address cannot be had.</exception>
    public static void Check(ServerSettings settings)
    {
        Check(settings.Host == "localhost" ? IPAddress.Loopback : IPAddress.Parse(settings.Host), settings.Port, fault => Explain(fault, settings));
        if (settings.Tls.Port is { } port)
        {
            Check(IPAddress.Any, port, fault => Explain(fault, settings with { Host = "0.0.0.0", Port = port })?.Replace("PORT", "TLS_PORT", StringComparison.Ordinal));
        }
    }

    static void Check(IPAddress address, int port, Func<SocketException, string?> explain)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
        }
        catch (SocketException fault) when (explain(fault) is { } reason)
        {
            throw new CannotListenException(reason, fault);
        }
    }

    /// <exception cref="CannotListenException">The address cannot be had, or not any more.</exception>
    public static async Task StartListening(this WebApplication app, ServerSettings settings)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception fault) when (Explain(fault, settings) is { } reason)
        {
            throw new CannotListenException(reason, fault);
        }
    }

    static string? Explain(Exception fault, ServerSettings settings) => fault switch
    {
        IOException { InnerException: AddressInUseException } or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } => $"PORT {settings.Port} is in use on {settings.Host}: stop what listens there, or set PORT to another.",
        AddressInUseException =>
            $"ORLEANS_SILO_PORT {settings.Silo.SiloPort} is in use on {settings.Silo.Advertised}: stop what listens there, or set it to another.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            $"HOST {settings.Host} is no address of this machine: set HOST to one that is, or to 0.0.0.0 for all of them.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } =>
            $"PORT {settings.Port} may not be opened by this user: set PORT to 1024 or higher, and let a proxy listen on the lower one.",
        _ => null,
    };
}

/// <summary>An address cannot be listened at; the message says which, and what to do.</summary>
sealed class CannotListenException(string message, Exception inner) : Exception(message, inner);
