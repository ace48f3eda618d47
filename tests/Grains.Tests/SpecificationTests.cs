using VideoWall.Actors.Specification;
using VideoWall.Hall.Support;

namespace VideoWall.Grains.Tests;

[Collection(SharedPostgres.Name)]
public sealed class ServiceActorTests(SharedPostgres postgres) : ServiceActorSpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ServiceWatchingTests(SharedPostgres postgres) : ServiceWatchingSpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ServiceWakingTests(SharedPostgres postgres) : ServiceWakingSpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ServiceRoomsTests(SharedPostgres postgres) : ServiceRoomsSpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ActorRacesTests(SharedPostgres postgres) : ActorRacesSpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ActorMemoryTests(SharedPostgres postgres) : ActorMemorySpecification(new GrainStage(postgres));

[Collection(SharedPostgres.Name)]
public sealed class ChurchActorTests(SharedPostgres postgres) : ChurchActorSpecification(new GrainStage(postgres));

[CollectionDefinition(SharedPostgres.Name)]
public sealed class PostgresTests : ICollectionFixture<SharedPostgres>;
