using System.Collections.Immutable;

namespace VideoWall.Simulation;

/// <summary>
/// A crowd of churches in a simulated room: they join over the first seconds, and then now and then one drops, returns,
/// reloads or goes away for a while. The same for the same seed and clock. One timer for all.
/// </summary>
public sealed class SimulatedChurches : IDisposable
{
    /// <summary>More would say nothing new about a wall.</summary>
    public const int Most = 500;

    /// <summary>How their identities begin: guests, like those of an integrator with tokens of its own.</summary>
    public const string IdentityPrefix = "sim-";

    readonly Lock gate = new();
    readonly RoomSimulator simulator;
    readonly TimerQueue timers;
    readonly ChurchesScript script;
    readonly int seed;
    ImmutableArray<ScriptedChurch> churches = [];

    /// <param name="count">0 to <see cref="Most"/>.</param>
    /// <param name="seed">Chooses names, cities and mishaps.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not within its bounds.</exception>
    public SimulatedChurches(
        RoomSimulator simulator, string room, int count, int seed, TimeProvider time, ChurchesScript? script = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(room);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        (this.simulator, this.seed, Room, Count) = (simulator, seed, room, count);
        this.script = script ?? new ChurchesScript();
        timers = new TimerQueue(gate, time);
    }

    public string Room { get; }

    public int Count { get; }

    /// <summary>Whether it was started and not stopped since.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Sends the churches in. Started twice is started once.</summary>
    public void Start()
    {
        lock (gate)
        {
            if (IsRunning)
            {
                return;
            }

            IsRunning = true;
            var random = new Random(seed);
            churches =
            [
                .. ChurchNames.Draw(Count, random).Select((c, i) => new ScriptedChurch(
                    simulator, Room, new SimulatedParticipant($"{IdentityPrefix}{i + 1:000}", c.Name, c.City, Drawn: true), timers, random, script)),
            ];
            var arrival = script.ArrivalOf(Count);
            foreach (var church in churches)
            {
                timers.Add(arrival * random.NextDouble(), church.Arrive);
            }
        }
    }

    /// <summary>Identities of those whom the server put out.</summary>
    public ImmutableArray<string> Out
    {
        get
        {
            lock (gate)
            {
                return [.. churches.Where(c => c.IsOut).Select(c => c.Identity)];
            }
        }
    }

    /// <summary>They were let in again and come back by themselves, as the pages of churches do.</summary>
    public void Return(IEnumerable<string> identities)
    {
        lock (gate)
        {
            foreach (var church in churches.Where(c => c.IsOut).IntersectBy(identities, c => c.Identity))
            {
                church.Arrive();
            }
        }
    }

    /// <summary>Everyone leaves in good order, and nobody comes back. Those who are silent just then time out.</summary>
    public void Stop()
    {
        lock (gate)
        {
            IsRunning = false;
            timers.Clear();
            foreach (var church in churches)
            {
                church.Leave();
            }

            churches = [];
        }
    }

    /// <summary>Stops without telling anybody, like <see cref="RoomSimulator.Dispose"/>.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            IsRunning = false;
            timers.Clear();
            timers.Dispose();
        }
    }
}
