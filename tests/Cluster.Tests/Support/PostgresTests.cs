namespace VideoWall.Cluster.Tests.Support;

[CollectionDefinition(SharedPostgres.Name)]
public sealed class PostgresTests : ICollectionFixture<SharedPostgres>;
