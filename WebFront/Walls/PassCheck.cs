using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;

namespace VideoWall.WebFront.Walls;

/// <summary>Whether a hub pass still opens what it was issued for, asked at the door. Once the page is in, <see cref="HubGuard"/> follows it.</summary>
sealed class PassCheck(Relays relays, Credentials credentials)
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    /// <exception cref="JournalUnavailableException">The service did not answer in time: the page may come again.</exception>
    public async Task<bool> Opens(HubPass pass, CancellationToken cancellation) =>
        await OpensService(pass, cancellation) && (pass.Link is not { } link || await LinkStands(link, pass.Subject, cancellation));

    async Task<bool> OpensService(HubPass pass, CancellationToken cancellation)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(Timeout);
        try
        {
            using var holder = await relays.Of(pass.Service, timeout.Token);
            return holder?.Relay.Opens(pass) ?? false;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new JournalUnavailableException($"Service {pass.Service} does not answer.");
        }
    }

    async Task<bool> LinkStands(Credential link, string church, CancellationToken cancellation)
    {
        try
        {
            return (await credentials.Find([link], cancellation)).GetValueOrDefault(link) is string owner && owner == church;
        }
        catch (JournalUnavailableException)
        {
            return true; // churches come back while the database is away; it is asked again as soon as it can be
        }
    }
}
