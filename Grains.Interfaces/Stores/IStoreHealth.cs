namespace VideoWall.Grains.Interfaces;

/// <summary>Whether the store can be used now; for readiness.</summary>
public interface IStoreHealth
{
    /// <summary>Null when well, else the reason in words.</summary>
    Task<string?> Check(CancellationToken cancellation = default);

    /// <summary>The newest applied migration, e.g. <c>0003</c>, and whether all that this program needs are applied.</summary>
    Task<(string Applied, bool Current)> Migrations(CancellationToken cancellation = default);
}
