using System.Security.Claims;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VideoWall.WebFront.Tests.Fakes;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

/// <summary>What anybody can provoke is no error of ours; what is one still stands in the log.</summary>
public sealed class HubRefusalTests
{
    [Fact]
    public async Task WallThatAsksForAnotherService_IsToldSo_AndTheLogIsNot()
    {
        await using var host = await TestHost.StartWhole();
        var service = (await host.Key().Post("/api/v1/services", new { title = "Sunday" })).Is(201);
        var token = (await host.Anybody().Post("/api/v1/wall", new { code = service["code"], key = service["wallUrl"].Split("key=")[1] })).Is(200)["hubToken"];
        using var wall = await HubLine.Open(host.Address, "/hubs/wall", token);
        await wall.Call("Watch", """{"serviceId":"another"}""");
        await Eventually.Is("it is refused", () => wall.Heard, heard => heard.Contains($"This token opens service {service["id"]} only.", StringComparison.Ordinal));
        using var console = await HubLine.Open(host.Address, "/hubs/wall", TestHost.AdminKey);
        await console.Call("Watch", """{"serviceId":"none"}""");
        await Eventually.Is("it is refused", () => console.Heard, heard => heard.Contains("There is no service none.", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Level >= LogLevel.Error || entry.Text.Contains(nameof(HubException), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Watch", "null")]
    [InlineData("Unwatch", "null")]
    [InlineData("Beat", "null")]
    [InlineData("Watch", "7")]
    [InlineData("Watch", "{},{}")]
    [InlineData("Nothing", "{}")]
    public async Task NonsenseFromAPage_IsNoErrorOfOurs(string method, string arguments)
    {
        await using var host = await TestHost.StartWhole();
        using var console = await HubLine.Open(host.Address, "/hubs/wall", TestHost.AdminKey);
        await console.Call(method, arguments);
        await Eventually.Is("it is answered", () => console.Heard, heard => heard.Contains("\"type\":3", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task FaultOfAHub_StandsInTheLogWithItsStack()
    {
        using var log = new RecordedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        using var hub = new AnyHub();
        var invocation = new HubInvocationContext(new Page(), new ServiceCollection().BuildServiceProvider(), hub, typeof(AnyHub).GetMethod(nameof(AnyHub.Break))!, []);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await new HubRefusals(loggers.CreateLogger<HubRefusals>()).InvokeMethodAsync(invocation, _ => AnyHub.Break()));
        var entry = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains(nameof(AnyHub.Break), entry.Text, StringComparison.Ordinal);
    }

    sealed class AnyHub : Hub
    {
        public static ValueTask<object?> Break() => throw new InvalidOperationException("a fault of ours");
    }

    sealed class Page : HubCallerContext
    {
        public override string ConnectionId => "1";

        public override string? UserIdentifier => null;

        public override ClaimsPrincipal? User => null;

        public override IDictionary<object, object?> Items { get; } = new Dictionary<object, object?>();

        public override IFeatureCollection Features { get; } = new FeatureCollection();

        public override CancellationToken ConnectionAborted => CancellationToken.None;

        public override void Abort()
        {
        }
    }
}
