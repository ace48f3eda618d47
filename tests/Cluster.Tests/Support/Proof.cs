namespace VideoWall.Cluster.Tests.Support;

/// <summary>What has to be so after whatever happened.</summary>
static class Proof
{
    /// <summary>
    /// Every webhook that was answered 200 is in the journal, once and in order, as in a run that nothing disturbed; all
    /// silos have one roster, the same as that run's; all walls show it.
    /// </summary>
    public static async Task NothingLost(TestCluster cluster, Load load, IReadOnlyList<SteadyWall> walls)
    {
        await load.Stop();
        var service = load.Service;
        var undisturbed = await load.Undisturbed();
        using var first = new Producer(cluster.Silos[0]);
        var (wanted, kept) = (await Journal(cluster, undisturbed), await Journal(cluster, service));
        Assert.Equal(wanted.Count, kept.Count);
        foreach (var (church, same) in wanted.Zip(kept))
        {
            Assert.True(church == same, $"Kept of one church:\n{same}\nand of the undisturbed run:\n{church}");
        }
        var roster = await first.Roster(service);
        Assert.Equal(await first.Roster(undisturbed), roster);

        var revision = (await first.Read(service)).Revision;
        foreach (var silo in cluster.Silos)
        {
            using var producer = new Producer(silo);
            Assert.Equal(roster, await producer.Roster(service));
            Assert.Equal(revision, (await producer.Read(service)).Revision);
            await using var fresh = await WallPage.OfWall(silo, service);
            await fresh.Watch(service);
            Assert.Equal(roster.Select(Words), fresh.Seats.Select(seat => Words(fresh, seat)));
            foreach (var wall in walls)
            {
                await wall.Reaches(revision);
                Assert.Equal(fresh.Shown, wall.Shown);
            }
        }
        Assert.DoesNotContain(walls, wall => wall.Refused is not null);
    }

    /// <summary>What the journal has of each church, in order, without the times.</summary>
    static Task<IReadOnlyList<string>> Journal(TestCluster cluster, Service service) => SharedPostgres.Read<string>(
        cluster.Database,
        """
        SELECT data ->> 'church' || E'\n' || string_agg(type || ' ' || (data - 'happenedAt'), E'\n' ORDER BY revision)
        FROM events WHERE stream = $1 AND data ? 'church' GROUP BY data ->> 'church' ORDER BY 1
        """,
        $"service/{service.Id}");

    static string Words(Seat seat) => $"{seat.Number} {seat.Church} {seat.Name} {seat.State} {seat.Session} {seat.Track}";

    static string Words(WallPage wall, int seat) =>
        $"{seat} {wall[seat, "churchId"]} {wall[seat, "name"]} {wall[seat, "state"]} {wall[seat, "participantSid"]} {wall[seat, "trackSid"]}";
}
