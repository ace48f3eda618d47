using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoWall.WebFront.Sockets;

namespace VideoWall.WebFront.Tests.Sockets;

/// <summary>A real Kestrel, and a client that speaks bytes.</summary>
public sealed class ConnectionUpgradeTests : IAsyncLifetime, IDisposable
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    readonly WebApplication app = Server();
    readonly TcpClient client = new();
    Func<ConnectionContext, Task> owner = Echo;
    WeakReference? http;

    public async Task InitializeAsync()
    {
        app.Run(Answer);
        await app.StartAsync();
        var address = new Uri(app.Urls.Single());
        await client.ConnectAsync(address.Host, address.Port);
    }

    public async Task DisposeAsync() => await app.DisposeAsync();

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task What_comes_after_the_upgrade_is_the_new_owners()
    {
        await Upgrade();
        Assert.Equal("hello", await Say("hello"));
        Assert.Equal("again", await Say("again"));
    }

    [Fact]
    public async Task What_HTTP_knew_of_the_connection_is_given_up_while_it_lasts()
    {
        await Upgrade();
        await Say("hello");
        await Eventually.Equal(false, IsKept, "what HTTP knew is in memory");
        Assert.Equal("still here", await Say("still here"));
    }

    [Fact]
    public async Task Its_heart_goes_on_beating()
    {
        var beat = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        owner = async connection =>
        {
            connection.Features.GetRequiredFeature<IConnectionHeartbeatFeature>().OnHeartbeat(_ => beat.TrySetResult(), beat);
            await Echo(connection);
        };
        await Upgrade();
        await beat.Task.WaitAsync(Timeout, TimeProvider.System);
    }

    [Fact]
    public async Task The_connection_ends_with_its_owner()
    {
        owner = _ => Task.CompletedTask;
        await Upgrade();
        Assert.Equal(0, await client.GetStream().ReadAsync(new byte[1], Until));
    }

    [Fact]
    public async Task Its_owner_learns_that_the_other_side_is_gone()
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        owner = async connection =>
        {
            await Echo(connection);
            gone.SetResult();
        };
        await Upgrade();
        client.Close();
        await gone.Task.WaitAsync(Timeout, TimeProvider.System);
    }

    [Fact]
    public async Task A_connection_that_nobody_takes_serves_one_request_after_the_other()
    {
        for (var request = 0; request < 3; request++)
        {
            await Send("GET / HTTP/1.1\r\nHost: here\r\n\r\n");
            Assert.EndsWith("still HTTP", await Read("still HTTP"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Without_a_socket_there_is_nothing_to_hand_over() => Assert.Null(ConnectionUpgrade.Of(new DefaultHttpContext()));

    static CancellationToken Until => new CancellationTokenSource(Timeout, TimeProvider.System).Token;

    static WebApplication Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(ConnectionUpgrade.Offer);
        return builder.Build();
    }

    static async Task Echo(ConnectionContext connection)
    {
        try
        {
            for (; ; )
            {
                var read = await connection.Transport.Input.ReadAsync(connection.ConnectionClosed);
                foreach (var part in read.Buffer)
                {
                    await connection.Transport.Output.WriteAsync(part, connection.ConnectionClosed);
                }
                connection.Transport.Input.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                {
                    return;
                }
            }
        }
        catch (Exception fault) when (fault is OperationCanceledException or IOException)
        {
            // The other side is gone.
        }
    }

    async Task Answer(HttpContext context)
    {
        http = new(context.Features);
        if (context.Features.GetRequiredFeature<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            await upgrade.UpgradeAsync();
            ConnectionUpgrade.Of(context)!.To((connection, _) => owner(connection));
            return;
        }
        context.Response.ContentLength = "still HTTP".Length;
        await context.Response.WriteAsync("still HTTP");
    }

    bool IsKept()
    {
        GC.Collect();
        return http!.IsAlive;
    }

    async Task Upgrade()
    {
        await Send("GET / HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 101", await Read("\r\n\r\n"), StringComparison.Ordinal);
    }

    async Task<string> Say(string words)
    {
        await Send(words);
        return await Read(words);
    }

    async Task Send(string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Until);

    async Task<string> Read(string end)
    {
        var (heard, buffer) = ("", new byte[256]);
        while (!heard.EndsWith(end, StringComparison.Ordinal))
        {
            var count = await client.GetStream().ReadAsync(buffer, Until);
            Assert.NotEqual(0, count);
            heard += Encoding.ASCII.GetString(buffer, 0, count);
        }
        return heard;
    }
}
