using Microsoft.AspNetCore.Http;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Joining;

/// <summary>A service that a church may choose.</summary>
public sealed record ServiceChoice(string Id, string Title, DateTimeOffset? StartsAt);

/// <summary>
/// Which service a personal link means: the live one where its church is already; else the only live one that would take it;
/// else the next to come. Where several would take it, nobody knows but the church.
/// </summary>
static class PersonalLinks
{
    const int MostLive = 50;
    const int LongestId = 64;

    static IResult NoService => Problems.Of(
        StatusCodes.Status409Conflict, "doors_closed", "There is no service now.", "Come back when the next one is announced; this link stays yours.");

    /// <summary>The service's id, or why there is none to go to yet.</summary>
    public static async Task<(string? Service, IResult? Refused)> Find(
        IListings listings, IGrainFactory grains, ChurchListing church, string? chosen, CancellationToken cancellation)
    {
        if (!string.IsNullOrWhiteSpace(chosen))
        {
            return chosen.Length <= LongestId && chosen.All(char.IsAsciiLetterOrDigit)
                ? (chosen, null)
                : (null, Problems.Of(Refusal.Invalid("service", "This is no service's id.", "Send the id of one of the services that were told.")));
        }
        var live = await listings.Services(null, MostLive, state: "live", cancellation: cancellation);
        var open = (await Task.WhenAll(live.Items.Select(row => Look(grains.Service(new(row.Id)), church.Id)))).OfType<Expectation>().ToList();
        if (open.Where(e => e.IsHere).ToList() is [var here])
        {
            return (here.Service.Value, null);
        }
        return open.Where(e => e.Standing is not (Standing.Removed or Standing.Denied)).ToList() switch
        {
            [] when open.Count > 0 => (open[0].Service.Value, null), // its refusal says why
            [] => await Next(listings, cancellation) is { } next ? (next.Id, null) : (null, NoService),
            [var only] => (only.Service.Value, null),
            var several => (null, Choose(several)),
        };
    }

    static async Task<ServiceListing?> Next(IListings listings, CancellationToken cancellation)
    {
        var scheduled = await listings.Services(null, 100, state: "scheduled", cancellation: cancellation);
        return scheduled.Items.MinBy(s => s.StartsAt);
    }

    static IResult Choose(IEnumerable<Expectation> services) => Problems.Of(
        StatusCodes.Status409Conflict, "choose_service", "Several services are open now.", "Choose yours, and send its id as `service`.", "service",
        new Dictionary<string, object?>
        {
            ["services"] = services.OrderBy(e => e.StartsAt).ThenBy(e => e.Title, StringComparer.Ordinal)
                .Select(e => new ServiceChoice(e.Service.Value, e.Title, e.StartsAt)).ToArray(),
        });

    // One service that a newer program wrote must not close the door of all the others.
    static async Task<Expectation?> Look(IServiceGrain service, string church)
    {
        try
        {
            return await service.Expects(church);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
