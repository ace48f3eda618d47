using System.Text.Json;
using VideoWall.Fakes;
using VideoWall.LiveKit.Tests.Support;

namespace VideoWall.Simulation.Tests;

/// <summary>The simulator's webhooks look like LiveKit's: no field, type or order that no recording has.</summary>
public sealed class SimulatedJsonTests
{
    [Fact]
    public async Task Every_field_stands_in_a_recording_of_the_same_event_with_the_same_type()
    {
        var time = TestClock.Sunday();
        var door = new Door(time);
        using var simulator = new RoomSimulator(TestKeys.Recorded, door.Send, time);
        var church = simulator.Join("r", "church-1", "Vida", "Bogotá");
        church.Publish();
        church.Leave();
        simulator.Join("r", new SimulatedParticipant("wall-1", "", Hidden: true)).Leave();
        await simulator.Delivered();
        time.Advance(TimeSpan.FromSeconds(20));
        await simulator.Delivered();

        var recorded = Recordings.Hooks.SelectMany(h => Paths(h.Body)).ToHashSet();
        foreach (var knock in door.Knocks)
        {
            // The recorded churches had no canPublishSources; ours are confined to their camera.
            var strange = Paths(knock.Body).Except(recorded).Where(p => !p.Contains("canPublishSources", StringComparison.Ordinal));
            Assert.Empty(strange);
        }

        Assert.Equal(
            Recordings.Hooks.Select(h => new Knock(h.ReceivedAt, "", h.Body).Event).Where(e => e != "participant_connection_aborted").ToHashSet(),
            door.Events.ToHashSet());
    }

    [Fact]
    public async Task What_every_recording_of_an_event_has_ours_have_too()
    {
        var time = TestClock.Sunday();
        var door = new Door(time);
        using var simulator = new RoomSimulator(TestKeys.Recorded, door.Send, time);
        simulator.Join("r", "church-1", "").Publish();
        await simulator.Delivered();

        foreach (var knock in door.Knocks)
        {
            var always = Recordings.Hooks.Where(h => h.Body.Contains($"\"{knock.Event}\"", StringComparison.Ordinal) && !h.Body.Contains("MICROPHONE", StringComparison.Ordinal))
                .Select(h => Paths(h.Body).ToHashSet())
                .Aggregate((a, b) => [.. a.Intersect(b)]);
            // Ours may not subscribe nor send data, and false is left out.
            always.RemoveWhere(p => p.Contains("permission.canSubscribe", StringComparison.Ordinal)
                || p.Contains("permission.canPublishData", StringComparison.Ordinal));
            Assert.Superset(always, Paths(knock.Body).ToHashSet());
        }
    }

    /// <summary>Event and path of every field with its type; text of digits is its own type, as int64 is written so.</summary>
    static IEnumerable<string> Paths(string body)
    {
        var json = JsonDocument.Parse(body).RootElement;
        return Walk(json, json.GetProperty("event").GetString()!);
    }

    static IEnumerable<string> Walk(JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Walk(p.Value, $"{path}.{p.Name}")),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(v => Walk(v, path + "[]")),
        JsonValueKind.String when value.GetString()!.Length > 5 && value.GetString()!.All(char.IsAsciiDigit) => [path + ":int64"],
        _ => [$"{path}:{value.ValueKind}"],
    };
}
