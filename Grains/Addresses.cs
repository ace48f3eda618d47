using System.Collections.Immutable;
using VideoWall.Actors.Churches;
using VideoWall.Actors.Kernel;
using VideoWall.Actors.Services;
using VideoWall.Domain.Churches;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>A service somewhere in the cluster.</summary>
sealed class ServiceAddress(IServiceGrain grain, WatcherAddresses watchers, Patience patience) : IServiceActor
{
    public Task<CommandReply> Command(ServiceCommand command, string by) => Patience.Once(() => grain.Command(command, by));

    public Task<CommandReply> Signal(Observe observe) => patience.Repeat(() => grain.Signal(observe)); // a repeat is recognised

    public Task<JoinReply> Join(Arrive arrive) => patience.Repeat(() => grain.Join(arrive)); // the same church arrives once

    public Task<ServiceInfo?> Info() => patience.Repeat(grain.Info);

    public Task<Roster?> Roster() => patience.Repeat(grain.Roster);

    public async Task<WatchReply?> Watch(IServiceObserver observer, long? revision)
    {
        var reply = await patience.Repeat(() => grain.Watch(watchers.Of(observer), revision));
        if (reply is not null)
        {
            watchers.Start(observer, reply.Revision);
        }
        return reply;
    }

    public Task Unwatch(IServiceObserver observer) => grain.Unwatch(watchers.Of(observer));

    public Task ReportWalls(string node, ImmutableArray<WallReport> walls) => grain.ReportWalls(node, walls);

    public Task Wake() => grain.Wake();
}

/// <summary>A church of the registry somewhere in the cluster.</summary>
sealed class ChurchAddress(IChurchGrain grain, Patience patience) : IChurchActor
{
    public Task<CommandReply> Command(RegistryCommand command, string by) => Patience.Once(() => grain.Command(command, by));

    public Task<ChurchState?> Read() => patience.Repeat(grain.Read);
}
