using VideoWall.Actors.Specification;

namespace VideoWall.Grains.Tests;

public sealed class ServiceActorTests : ServiceActorSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ServiceWatchingTests : ServiceWatchingSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ServiceWakingTests : ServiceWakingSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ServiceRoomsTests : ServiceRoomsSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ActorRacesTests : ActorRacesSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ActorMemoryTests : ActorMemorySpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}

public sealed class ChurchActorTests : ChurchActorSpecification
{
    protected override Task<IActorHost> Start(ActorPorts ports) => GrainHost.Start(ports);
}
