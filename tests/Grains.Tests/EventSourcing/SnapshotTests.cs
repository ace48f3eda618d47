using System.Text.Json;
using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;
using VideoWall.Grains.EventSourcing;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>A state that was kept and read back is the state: everything decided on it comes out the same.</summary>
public sealed class SnapshotTests
{
    [Fact]
    public void History_BringsAboutEveryEvent()
    {
        var happened = Play(state => state).SelectMany(step => step.Events).Select(e => e.GetType()).Distinct();
        Assert.Equal(Samples.KindsOf<ServiceEvent>().Select(t => t.Name), happened.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void StateKeptAfterEveryStep_FoldsOnEqually()
    {
        var told = Play(state => state).ToList();
        var kept = Play(Kept).ToList();
        foreach (var (one, other) in told.Zip(kept))
        {
            Assert.Null(Samples.Difference(one.Events, other.Events));
            Assert.Equal(one.State.Revision, other.State.Revision);
            var (roster, again) = (RosterView.Of(one.State), RosterView.Of(other.State));
            Assert.Equal(roster.Header, again.Header);
            Assert.Equal(roster.Seats, again.Seats);
        }
        Assert.Equal(told.Count, kept.Count);
    }

    [Fact]
    public void KeptState_LosesNothing()
    {
        foreach (var (_, state) in Play(state => state))
        {
            using var before = JsonDocument.Parse(Json(state));
            using var after = JsonDocument.Parse(Json(Kept(state)));
            Assert.True(JsonElement.DeepEquals(before.RootElement, after.RootElement), $"at revision {state.Revision}");
        }
    }

    static IEnumerable<(IReadOnlyList<ServiceEvent> Events, ServiceState State)> Play(Func<ServiceState, ServiceState> between)
    {
        var state = ServiceState.None;
        foreach (var (command, at) in History.Commands())
        {
            var decision = ServiceDecider.Decide(state, command, at);
            Assert.True(decision.Refusal is null, $"{command}: {decision.Refusal}");
            state = between(decision.State);
            yield return (decision.Events, state);
        }
    }

    static ServiceState Kept(ServiceState state) => JsonSerializer.Deserialize(Json(state), EventJson.Default.ServiceState)!;

    static byte[] Json(ServiceState state) => JsonSerializer.SerializeToUtf8Bytes(state, EventJson.Default.ServiceState);
}
