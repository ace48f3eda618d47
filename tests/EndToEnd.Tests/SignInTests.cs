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

    /// <summary>Guesses that are answered while an honest one waits: on two processors each takes a tenth of a second, so that this is half a second.</summary>
    const int MostBefore = 5;

    [Fact]
    public async Task SixtyWrongSignInsAtOnce_AreNotWaitedForByAnHonestOne()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path, ("ADMIN_PASSWORD", Password));
        using var known = new Client(silo.Address) { Address = "203.0.113.1" };
        (await SignIn(known, "admin")).Is(200);
        (await known.Post("/api/v1/users", new { name = "ruth", password = Password, role = "viewer" })).Is(201);
        for (var round = 0; round < Rounds; round++)
        {
            var guessers = Enumerable.Range(0, Guesses).Select(i => new Client(silo.Address) { Address = string.Create(CultureInfo.InvariantCulture, $"198.51.{round}.{i}") }).ToList();
            var guesses = guessers.ConvertAll(g => g.Post(Session, new { username = "admin", password = "a wrong guess" }));
            await Task.WhenAny(guesses); // the first has been looked at: the rest is waiting, or on its way
            await Overtakes(guesses, SignIn(known, "admin"));
            using var stranger = new Client(silo.Address) { Address = "203.0.113.2" };
            await Overtakes(guesses, SignIn(stranger, "ruth"));
            guessers.ForEach(g => g.Dispose()); // who goes away leaves the queue
            await Task.WhenAll(guesses.ConvertAll(g => g.ContinueWith(_ => { }, TaskScheduler.Default)));
        }
    }

    [Fact]
    public async Task NameThatNobodyCanHave_IsWrongAndNoFault()
    {
        using var folder = new TemporaryFolder();
        await using var silo = await SiloProcess.Start(folder.Path, ("ADMIN_PASSWORD", Password));
        using var somebody = new Client(silo.Address);
        Assert.Equal("username", (await somebody.Post(Session, new { username = "a\0b", password = "a wrong guess" })).Is(400, "invalid").Field);
        foreach (var username in (string[])["'; --", new string('a', 5000)])
        {
            (await somebody.Post(Session, new { username, password = "a wrong guess" })).Is(401, "sign_in_wrong");
        }
    }

    static async Task Overtakes(List<Task<Answer>> guesses, Task<Answer> honest)
    {
        var before = guesses.Count(g => g.IsCompleted);
        (await honest).Is(200);
        Assert.InRange(guesses.Count(g => g.IsCompleted) - before, 0, MostBefore);
    }

    static Task<Answer> SignIn(Client client, string username) => client.Post(Session, new { username, password = Password });
}
