using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace VideoWall.WebFront.Sockets;

/// <summary>
/// WebSockets that write to the operating system's socket themselves. Kestrel hands each write over to a thread of its
/// own, which costs as much as the write does; after the upgrade nobody else has anything to write there.
/// </summary>
sealed class DirectUpgrade(IHttpUpgradeFeature upgrade, Socket socket) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    public async Task<Stream> UpgradeAsync() => await Upgrade();

    public async Task<DirectStream> Upgrade() => new(await upgrade.UpgradeAsync(), socket);

    /// <summary>Before <c>UseWebSockets</c>, which asks for the feature.</summary>
    public static void Use(IApplicationBuilder app) => app.Use((http, next) =>
    {
        // Without a socket it is a test's server; with TLS what goes to the socket must be encrypted first.
        if (http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade
            && http.Features.Get<IConnectionSocketFeature>() is { Socket: { } socket } && http.Features.Get<ITlsConnectionFeature>() is null)
        {
            http.Features.Set<IHttpUpgradeFeature>(new DirectUpgrade(upgrade, socket));
        }
        return next(http);
    });
}
