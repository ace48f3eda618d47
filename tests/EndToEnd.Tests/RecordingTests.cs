using System.Text;
using System.Text.Json;
using VideoWall.EndToEnd.Support;
using VideoWall.EndToEnd.Tests.Support;

namespace VideoWall.EndToEnd.Tests;

/// <summary>
/// What a real LiveKit sent, through the door: after every single webhook the roster is what the recordings' README
/// says of it. The webhooks are signed anew, since those of the recordings are too old to be believed.
/// </summary>
[Collection(SharedSilo.Name)]
public sealed class RecordingTests(SharedSilo silo)
{
    public static TheoryData<string> Scenarios => [.. Directory.GetFiles(Places.Recordings, "*.jsonl").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Recording_GivesTheRosterOfEveryMoment(string scenario)
    {
        var hooks = Read(scenario).ToList();
        var room = hooks[0].Json.GetProperty("room").GetProperty("name").GetString();
        var service = await silo.Producer.Create(new { room }, scenario);
        var expected = new SortedDictionary<string, (string State, string? Session)>(StringComparer.Ordinal);
        var seats = new Dictionary<string, int>();
        foreach (var (body, json) in hooks)
        {
            await silo.Producer.Take(body);
            Follow(expected, json);

            var roster = await silo.Producer.Roster(service);
            Assert.Equal(
                string.Join(", ", expected.Select(e => $"{e.Key} {e.Value.State} {e.Value.Session}")),
                string.Join(", ", roster.OrderBy(c => c.Identity, StringComparer.Ordinal).Select(c => $"{c.Identity} {c.State} {c.Session}")));
            foreach (var church in roster)
            {
                // Whoever came keeps its seat: drops, take-overs and rooms made again move nobody.
                seats.TryAdd(church.Identity, church.Number!.Value);
                Assert.Equal(seats[church.Identity], church.Number);
            }
        }
        Assert.Equal(seats.Count, seats.Values.Distinct().Count());
    }

    [Fact]
    public async Task Recording_SentTwiceOver_ChangesNothingTheSecondTime()
    {
        var hooks = Read("b-thirty-churches").Select(h => Renamed(h.Body, "grid-b", "grid-b-twice")).ToList();
        var service = await silo.Producer.Create(new { room = "grid-b-twice" });
        await silo.Producer.Take(hooks);
        var (before, roster) = (await silo.Producer.Read(service), await silo.Producer.Roster(service));
        await silo.Producer.Take(hooks);
        Assert.Equal(before.Revision, (await silo.Producer.Read(service)).Revision);
        Assert.Equal(roster, await silo.Producer.Roster(service));
        Assert.Equal(30, roster.Count);
        var attendance = (await silo.Producer.Api.Get($"/api/v1/services/{service.Id}/attendance")).Is(200).Json.EnumerateArray().ToList();
        Assert.Equal(30, attendance.Count);
        Assert.Equal(5, attendance.Count(a => a.GetProperty("intervals").GetArrayLength() == 2)); // those that came back
    }

    // The roster in the words of the README, from what LiveKit's webhooks mean and nothing else.
    static void Follow(SortedDictionary<string, (string State, string? Session)> roster, JsonElement hook)
    {
        var name = hook.GetProperty("event").GetString();
        if (name == "room_finished")
        {
            foreach (var identity in roster.Keys.ToList())
            {
                roster[identity] = ("reconnecting", null);
            }
            return;
        }
        if (!hook.TryGetProperty("participant", out var participant))
        {
            return;
        }
        var who = participant.GetProperty("identity").GetString()!;
        var sid = participant.GetProperty("sid").GetString()!;
        if (who.StartsWith("wall-", StringComparison.Ordinal)) // never seated, hidden or not
        {
            return;
        }
        var known = roster.TryGetValue(who, out var now);
        switch (name)
        {
            case "participant_joined":
                roster[who] = ("joining", sid);
                break;
            case "track_published" when IsVideo(hook):
                roster[who] = ("live", sid);
                break;
            case "track_unpublished" when IsVideo(hook) && known && now.Session == sid:
                roster[who] = ("joining", sid);
                break;
            case "participant_left" when known && now.Session == sid:
                roster[who] = ("reconnecting", null);
                break;
        }
    }

    // AUDIO is the default of the wire's enum, so it is left out there.
    static bool IsVideo(JsonElement hook) => hook.GetProperty("track").TryGetProperty("type", out var type) && type.GetString() == "VIDEO";

    // What the recorder did not answer with 200 counts as never heard; LiveKit's later tries stand in the recording too.
    static IEnumerable<(byte[] Body, JsonElement Json)> Read(string scenario) =>
        File.ReadLines(Path.Combine(Places.Recordings, scenario + ".jsonl"))
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("type").GetString() == "webhook" && line.GetProperty("answered") is { ValueKind: JsonValueKind.Number } answered && answered.GetInt32() == 200)
            .Select(line => line.GetProperty("body").GetString()!)
            .Select(body => (Encoding.UTF8.GetBytes(body), JsonDocument.Parse(body).RootElement));

    static byte[] Renamed(byte[] body, string room, string to) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace($"\"{room}\"", $"\"{to}\"", StringComparison.Ordinal));
}
