using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>A container asks the program itself whether it is well: its image has no curl.</summary>
[Collection(SharedSilo.Name)]
public sealed class HealthCheckTests(SharedSilo silo)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task RunningSilo_IsWell() => Assert.Equal((0, ""), await Ask(silo.Process.Address.Port, "0.0.0.0"));

    [Fact]
    public async Task SiloThatIsNotReady_IsNotWell_AndSaysWhy()
    {
        using var door = new TcpListener(IPAddress.Loopback, 0);
        door.Start();
        var answered = Answer(door, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 20\r\n\r\nThe database is away");
        Assert.Equal((1, "The database is away"), await Ask(((IPEndPoint)door.LocalEndpoint).Port, null));
        Assert.StartsWith("GET /readyz ", await answered, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NobodyThere_IsNotWell()
    {
        // A port that is taken and not listened at: nobody else can open it meanwhile.
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var (code, said) = await Ask(((IPEndPoint)taken.LocalEndPoint!).Port, null);
        Assert.Equal(1, code);
        Assert.NotEmpty(said);
    }

    [Fact]
    public async Task PortThatIsNoNumber_IsSaid()
    {
        var (code, said) = await Ask("eighty", null);
        Assert.Equal(1, code);
        Assert.Contains("PORT", Assert.Single(said.Split('\n')), StringComparison.Ordinal);
    }

    static Task<(int Code, string Said)> Ask(int port, string? host) => Ask(port.ToString(CultureInfo.InvariantCulture), host);

    static async Task<(int Code, string Said)> Ask(string port, string? host)
    {
        var start = new ProcessStartInfo("dotnet", [Places.Silo, "--healthcheck"]) { RedirectStandardError = true };
        (start.Environment["PORT"], start.Environment["HOST"]) = (port, host);
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(Timeout, TimeProvider.System);
        return (process.ExitCode, said.Trim());
    }

    /// <summary>Gives one caller this answer.</summary>
    /// <returns>The first line of what it asked.</returns>
    static async Task<string> Answer(TcpListener door, string answer)
    {
        using var caller = await door.AcceptTcpClientAsync();
        using var lines = new StreamReader(caller.GetStream(), Encoding.ASCII);
        var first = await lines.ReadLineAsync();
        while (await lines.ReadLineAsync() is { Length: > 0 })
        {
            // The rest of its headers.
        }
        await caller.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return first!;
    }
}
