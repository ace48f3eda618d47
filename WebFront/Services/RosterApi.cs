using System.Globalization;
using System.Text;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Access;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Services;

/// <summary>Who is there now, and who was there for how long.</summary>
static class RosterApi
{
    public static void MapRosters(this RouteGroupBuilder services)
    {
        services.MapGet("{id}/roster", Roster).RequireRole(Role.Viewer).WithName("getRoster").WithSummary("Everyone who takes part, waiting and hidden ones too").Produces<RosterBody>();
        services.MapGet("{id}/attendance", Attendance).RequireRole(Role.Viewer).WithName("getAttendance")
            .WithSummary("Who was there and for how long on the wall; CSV by Accept or ?format=csv").Produces<IReadOnlyList<AttendanceBody>>();
    }

    static async Task<IResult> Roster(string id, IGrainFactory grains)
    {
        if (await grains.Service(new(id)).Roster() is not { } roster)
        {
            return ServiceApi.Unknown;
        }
        return TypedResults.Ok(new RosterBody(roster.Revision, [.. roster.Churches.Select(c => new RosterChurch(
            c.Church.Value, c.Identity, c.Name, c.City, c.Seat, c.Page, RosterJson.Name(c.State), c.OnAir, c.Muted, c.Registered, c.ParticipantSid, c.TrackSid, c.Since, c.Wish))]));
    }

    static async Task<IResult> Attendance(string id, IGrainFactory grains, IAttendanceReader reader, HttpContext http, string? format = null)
    {
        if (await grains.Service(new(id)).Info() is not { } service)
        {
            return ServiceApi.Unknown;
        }
        var entries = await reader.Read(service.Id, http.RequestAborted);
        if (format == "csv" || (format is null && http.Request.Headers.Accept.ToString().Contains("text/csv", StringComparison.OrdinalIgnoreCase)))
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"attendance-{service.Code}.csv\"";
            return TypedResults.Text(Csv(entries), "text/csv; charset=utf-8", Encoding.UTF8);
        }
        return TypedResults.Ok<IReadOnlyList<AttendanceBody>>([.. entries.Select(e => new AttendanceBody(
            e.Church.Value, e.Name, Math.Round(e.Seconds, 1), Math.Round(e.OnWallSeconds, 1), [.. e.Intervals.Select(i => new AttendanceInterval(i.From, i.To))]))]);
    }

    static string Csv(IReadOnlyList<AttendanceEntry> entries)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        // Names come from strangers: a cell that begins like a formula is quoted away from the spreadsheet (OWASP, CSV injection).
        var format = new CsvHelper.Configuration.CsvConfiguration(CultureInfo.InvariantCulture) { InjectionOptions = CsvHelper.Configuration.InjectionOptions.Escape };
        using (var csv = new CsvWriter(text, format, leaveOpen: true))
        {
            foreach (var column in (string[])["church_id", "name", "from", "to", "seconds", "on_wall_seconds"])
            {
                csv.WriteField(column);
            }
            csv.NextRecord();
            foreach (var entry in entries)
            {
                foreach (var interval in entry.Intervals)
                {
                    csv.WriteField(entry.Church.Value);
                    csv.WriteField(entry.Name);
                    csv.WriteField(interval.From.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                    csv.WriteField(interval.To?.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                    csv.WriteField(Math.Round(entry.Seconds, 1));
                    csv.WriteField(Math.Round(entry.OnWallSeconds, 1));
                    csv.NextRecord();
                }
            }
        }
        return text.ToString();
    }
}
