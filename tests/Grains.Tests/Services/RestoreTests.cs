using Npgsql;
using VideoWall.Domain.Services;
using VideoWall.Grains.Tests.Support;

namespace VideoWall.Grains.Tests.Services;

/// <summary>An older copy of the database is put back under grains that are at work.</summary>
[Collection(SharedPostgres.Name)]
public sealed class RestoreTests(SharedPostgres postgres) : GrainTests(postgres)
{
    [Fact]
    public async Task GrainThatIsAheadOfItsJournal_ReadsItAnew_AndGoesOn()
    {
        var observer = new Observer();
        await Create();
        await Do(Service, ServiceAction.Blank);
        var before = (await Service.Watch(observer, null))!;
        Assert.True(before.Roster!.Header.Blank);
        await PutBack(2);

        var reply = await Service.Command(new ChangeSettings(Title: "After the restore"), "producer");

        Assert.Equal((3, null), (reply.Revision, reply.Refusal));
        var after = (await Service.Watch(observer, null))!;
        Assert.NotEqual(before.Epoch, after.Epoch);
        Assert.Equal((3, "After the restore", false), (after.Revision, after.Roster!.Header.Title, after.Roster.Header.Blank));
        AssertSame(Folded(3), after.Roster);
        await Eventually.Equal(1, () => observer.Moves, "who watches is told to ask anew");
    }

    [Fact]
    public async Task GrainsThatWereAskedForNothing_ReadAnewToo()
    {
        var monday = Host.Service(new("monday"));
        foreach (var (service, id) in new[] { (Service, "sunday"), (monday, "monday") })
        {
            await Create(id: new(id));
            await Do(service, ServiceAction.Blank);
            await PutBack(2, $"service/{id}");
        }
        Assert.Equal(3, (await monday.Info())!.Revision);

        await Do(Service, ServiceAction.Hold);

        Assert.Equal(2, (await monday.Info())!.Revision);
    }

    /// <summary>The state in memory and the snapshots are all that is left of what came later.</summary>
    async Task PutBack(long revision, string stream = SundayStream)
    {
        await using var connection = new NpgsqlConnection(Database + ";Pooling=false");
        await connection.OpenAsync();
        await using var delete = new NpgsqlCommand("DELETE FROM events WHERE stream = @stream AND revision > @revision", connection);
        delete.Parameters.AddWithValue("stream", stream);
        delete.Parameters.AddWithValue("revision", revision);
        Assert.NotEqual(0, await delete.ExecuteNonQueryAsync());
        Store.Journal.Lost(stream, revision);
    }
}
