using System.Net;

namespace VideoWall.Cluster.Tests.Support;

/// <summary>
/// LiveKit's notifier behind a balancer: a webhook that a silo does not take (nobody there, no answer, 503) is sent
/// again, to the next one. Anything else than 200 in the end is a failure.
/// </summary>
sealed class Sender(TestCluster cluster, int first) : IDisposable
{
    static readonly TimeSpan Attempt = TimeSpan.FromSeconds(5);
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    readonly HttpClient http = new() { Timeout = Attempt };
    int turn = first;

    /// <summary>Attempts that had to be repeated.</summary>
    public int Repeated { get; private set; }

    public Task Deliver(byte[] webhook) => Eventually.Is("a silo takes the webhook", () => Try(webhook), status => status == HttpStatusCode.OK, Longest);

    public void Dispose() => http.Dispose();

    async Task<HttpStatusCode?> Try(byte[] webhook)
    {
        var silos = cluster.Silos;
        if (silos.Count == 0)
        {
            return null;
        }
        var status = await Post(silos[turn % silos.Count], webhook);
        if (status != HttpStatusCode.OK)
        {
            Assert.True(status is null or HttpStatusCode.ServiceUnavailable, $"A webhook was answered {status}.");
            turn++;
            Repeated++;
            using var pause = new PeriodicTimer(Pause, TimeProvider.System);
            await pause.WaitForNextTickAsync();
        }
        return status;
    }

    async Task<HttpStatusCode?> Post(SiloProcess silo, byte[] webhook)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(silo.Address, "livekit/webhook")) { Content = new ByteArrayContent(webhook) };
        request.Content.Headers.ContentType = new("application/webhook+json");
        request.Headers.TryAddWithoutValidation("Authorization", Signer.Sign(webhook));
        try
        {
            using var response = await http.SendAsync(request);
            return response.StatusCode;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return null;
        }
    }
}
