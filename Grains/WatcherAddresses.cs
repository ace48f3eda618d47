using System.Runtime.CompilerServices;
using VideoWall.Actors.Services;
using VideoWall.Grains.Interfaces;

namespace VideoWall.Grains;

/// <summary>The addresses of this process's web nodes. An address is good for as long as its observer lives.</summary>
sealed class WatcherAddresses(IGrainFactory grains, TimeProvider time)
{
    // Orleans holds the objects behind its references weakly; here they live exactly as long as the observer.
    readonly ConditionalWeakTable<IServiceObserver, Entry> entries = [];

    public IServiceWatcher Of(IServiceObserver observer) => entries.GetValue(observer, Make).Address;

    /// <inheritdoc cref="NearWatcher.Start"/>
    public void Start(IServiceObserver observer, long revision) => entries.GetValue(observer, Make).Kept.Start(revision);

    Entry Make(IServiceObserver observer)
    {
        var watcher = new NearWatcher(observer, time);
        return new(watcher, grains.CreateObjectReference<IServiceWatcher>(watcher));
    }

    sealed record Entry(NearWatcher Kept, IServiceWatcher Address);
}
