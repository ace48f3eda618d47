using System.Diagnostics;
using System.Globalization;
using VideoWall.EndToEnd.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>Signing in while others guess, with hashes as slow as they are.</summary>
public sealed class SignInTests
{
    const string Session = "/api/v1/session";
    const string Password = "a wall of many churches";
    const int Rounds = 10;
    const int Guesses = 60;

    static readonly TimeSpan MostDelay = TimeSpan.FromMilliseconds(500);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SixtyWrongSignInsAtOnce_DelayAnHonestOneByHalfASecondAtMost(bool knownDevice)
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path, ("ADMIN_PASSWORD", Password));
        using var honest = new Client(silo.Address) { Address = "203.0.113.1" };
        var alone = TimeSpan.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var took = await SignIn(honest, knownDevice);
            alone = took < alone ? took : alone;
        }
        var worst = TimeSpan.Zero;
        for (var round = 0; round < Rounds; round++)
        {
            var guessers = Enumerable.Range(0, Guesses).Select(i => new Client(silo.Address) { Address = string.Create(CultureInfo.InvariantCulture, $"198.51.{round}.{i}") }).ToList();
            var guesses = guessers.ConvertAll(g => g.Post(Session, new { username = "admin", password = "a wrong guess" }));
            await Task.WhenAny(guesses); // the first has been looked at: the rest is in the queue
            var took = await SignIn(honest, knownDevice);
            worst = took > worst ? took : worst;
            guessers.ForEach(g => g.Dispose()); // who goes away leaves the queue
            await Task.WhenAll(guesses.ConvertAll(g => g.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
        Assert.True(worst - alone <= MostDelay, $"worst of {Rounds}: {worst.TotalMilliseconds:F0} ms, alone {alone.TotalMilliseconds:F0} ms");
    }

    static async Task<TimeSpan> SignIn(Client client, bool knownDevice)
    {
        if (!knownDevice)
        {
            client.DeviceCookie = null;
        }
        var start = Stopwatch.GetTimestamp();
        (await client.Post(Session, new { username = "admin", password = Password })).Is(200);
        return Stopwatch.GetElapsedTime(start);
    }
}
