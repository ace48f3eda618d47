using System.Collections.Immutable;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains.Tests.Support;

/// <summary>A service's grain, which tests hand their observers as they are.</summary>
public sealed class ServiceUnderTest(TestSilos silos, IServiceGrain grain)
{
    public Task<CommandReply> Command(ServiceCommand command, string by) => grain.Command(command, by);

    public Task<CommandReply> Signal(Observe observe) => grain.Signal(observe);

    public Task<ImmutableArray<bool>> Signals(ImmutableArray<Observe> observed) => grain.Signals(observed);

    public Task<JoinReply> Join(Arrive arrive) => grain.Join(arrive);

    public Task<ServiceInfo?> Info() => grain.Info();

    public Task<Roster?> Roster() => grain.Roster();

    public Task<PastActs?> Acts() => grain.Acts();

    public Task<WatchReply?> Watch(Observer observer, long? revision) => grain.Watch(silos.Reference(observer), revision);

    public Task Unwatch(Observer observer) => grain.Unwatch(silos.Reference(observer));

    public Task ReportWalls(Observer observer, ImmutableArray<WallReport> walls) => grain.ReportWalls(silos.Reference(observer), walls);

    public Task Wake() => grain.Wake();
}
