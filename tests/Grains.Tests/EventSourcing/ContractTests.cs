using System.Text.Json;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>
/// The journal keeps events for ever, so their JSON is a contract: names and types that were written once are read for
/// ever. New optional members and new events are fine; anything else needs a new event.
/// </summary>
public sealed class ContractTests
{
    static IEnumerable<Type> Events => Samples.KindsOf<ServiceEvent>().Concat(Samples.KindsOf<RegistryEvent>());

    [Fact]
    public void EventsAreWrittenAsApproved() => JsonContract.IsApproved(
        Events, typeof(ContractTests).Assembly, "EventSourcing/events", "Otherwise undo it: journals that exist could not be read.");

    /// <summary>The description above is made from the types; this holds it against what is really written.</summary>
    [Fact]
    public void WhatIsDescribedIsWhatIsWritten()
    {
        foreach (var type in Events)
        {
            using var json = JsonDocument.Parse(JsonSerializer.SerializeToUtf8Bytes(Samples.Of(type), EventJson.Default.GetTypeInfo(type)!));
            Assert.Equal(JsonContract.MembersOf(type).Order(), json.RootElement.EnumerateObject().Select(p => p.Name).Order());
        }
    }
}
