using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Errors;

namespace VideoWall.WebFront.Services.Attendance;

/// <summary>Who was there and for how long, and who was expected and never came.</summary>
static class AttendanceApi
{
    public static void MapAttendance(this RouteGroupBuilder services) =>
        services.MapGet("{id}/attendance", Attendance).RequireRole(Role.Viewer).WithName("getAttendance")
            .WithSummary("Who was there and for how long on the wall; JSON or CSV")
            .WithDescription(
                """
                CSV by `Accept: text/csv` or `format=csv`: a row for each stay, or with `rows=churches` one for each church with
                its totals. `absent=true` adds those who were expected and never came, without intervals: registered churches
                whose link is not revoked, and whoever asked to take part. CSV has them unless `absent=false`.
                """)
            .Produces<IReadOnlyList<AttendanceBody>>().ProducesProblem(StatusCodes.Status406NotAcceptable);

    static async Task<IResult> Attendance(
        string id, IGrainFactory grains, IAttendanceReader reader, IListings listings, TimeProvider time, HttpContext http,
        string? format = null, string rows = "stays", string? absent = null)
    {
        http.Response.Headers.Append("Vary", "Accept");
        if (AttendanceFormat.Choose(format, http.Request, out var isCsv) is { } unfit)
        {
            return unfit.ToResult();
        }
        var wantsAbsent = isCsv;
        if (absent is not null && QueryField.Switch("absent", absent, out wantsAbsent) is { } unclear)
        {
            return Problems.Of(unclear);
        }
        if (rows is not ("stays" or "churches"))
        {
            return Problems.Of(Refusal.Invalid("rows", $"rows is '{rows}'.", "Choose stays, a row for each, or churches, one for each church with its totals."));
        }
        if (await grains.Service(new(id)).Info() is not { } service)
        {
            return ServiceApi.Unknown;
        }
        var now = time.GetUtcNow();
        IReadOnlyList<AttendanceEntry> entries = [.. (await reader.Read(service.Id, http.RequestAborted)).Where(e => wantsAbsent || e.Intervals.Count > 0)];
        if (wantsAbsent)
        {
            entries = [.. entries, .. NeverCame(await listings.AllChurches(http.RequestAborted), entries, service.EndedAt ?? now)];
        }
        if (!isCsv)
        {
            return TypedResults.Ok<IReadOnlyList<AttendanceBody>>([.. entries.Select(e => Body(e, now))]);
        }
        var file = rows == "stays" ? $"attendance-{service.Code}.csv" : $"attendance-{service.Code}-totals.csv";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        return TypedResults.Bytes(rows == "stays" ? AttendanceCsv.Stays(entries, now) : AttendanceCsv.Churches(entries), $"{AttendanceFormat.Csv}; charset=utf-8");
    }

    // The console's list of the missing goes by the same rule.
    static IEnumerable<AttendanceEntry> NeverCame(IEnumerable<ChurchListing> registry, IReadOnlyList<AttendanceEntry> entries, DateTimeOffset until)
    {
        var known = entries.Select(e => e.Church.Value).ToHashSet();
        return registry.Where(c => !c.Revoked && c.CreatedAt <= until && !known.Contains(c.Id))
            .Select(c => new AttendanceEntry(new(c.Id), c.Name, c.City, 0, 0, []));
    }

    static AttendanceBody Body(AttendanceEntry entry, DateTimeOffset now) => new(
        entry.Church.Value, entry.Name, entry.City, Math.Round(entry.Seconds, 1), Math.Round(entry.OnWallSeconds, 1),
        [.. entry.Intervals.Select(i => new AttendanceInterval(i.From, i.To, Math.Round(i.Seconds(now), 1), Math.Round(i.OnWallSeconds, 1)))]);
}
