using VideoWall.Storage;

namespace VideoWall.Silo;

static class StoreSetup
{
    /// <summary>The store behind each of its ports.</summary>
    public static IServiceCollection AddStore(this IServiceCollection services, Store store) => services
        .AddSingleton(store.Journal).AddSingleton(store.Listings).AddSingleton(store.Documents).AddSingleton(store.IdempotencyKeys).AddSingleton(store.Health);
}
