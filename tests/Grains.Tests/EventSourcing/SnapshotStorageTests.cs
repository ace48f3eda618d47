using System.Text;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.EventSourcing;

/// <summary>Snapshots in Orleans' grain storage on a real Postgres.</summary>
[Collection(SharedPostgres.Name)]
public sealed class SnapshotStorageTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task Snapshot_Saved_IsLoadedAndOnlyANewerReplacesIt()
    {
        Assert.Null(await Store.Snapshots.Load("service/a"));
        await Store.Snapshots.Save("service/a", new(10, 2, "ten"u8.ToArray()));
        await Store.Snapshots.Save("service/a", new(9, 3, "nine"u8.ToArray()));
        await Store.Snapshots.Save("service/a", new(10, 1, "ten, old format"u8.ToArray()));
        var kept = await Store.Snapshots.Load("service/a");
        Assert.Equal((10, 2, "ten"), (kept!.Revision, kept.Format, Encoding.UTF8.GetString(kept.Data.Span)));

        await Store.Snapshots.Save("service/a", new(10, 3, "ten, new format"u8.ToArray()));
        Assert.Equal(3, (await Store.Snapshots.Load("service/a"))!.Format);
    }

    [Fact]
    public async Task Snapshot_ThatCannotBeWrittenOrRead_IsNobodysError()
    {
        await SharedPostgres.Read<object>(Database, "DROP TABLE grain_states");
        await Store.Snapshots.Save("service/a", new(1, 1, "x"u8.ToArray()));
        Assert.Null(await Store.Snapshots.Load("service/a"));
    }
}
