using VideoWall.Actors.Specification;

namespace VideoWall.Standalone.Tests;

public sealed class ServiceActorTests() : ServiceActorSpecification(new StandaloneStage());

public sealed class ServiceWatchingTests() : ServiceWatchingSpecification(new StandaloneStage());

public sealed class ServiceWakingTests() : ServiceWakingSpecification(new StandaloneStage());

public sealed class ServiceRoomsTests() : ServiceRoomsSpecification(new StandaloneStage());

public sealed class ActorRacesTests() : ActorRacesSpecification(new StandaloneStage());

public sealed class ActorMemoryTests() : ActorMemorySpecification(new StandaloneStage());

public sealed class ChurchActorTests() : ChurchActorSpecification(new StandaloneStage());
