using System.Collections.Immutable;
using System.Reflection;
using VideoWall.Domain;
using VideoWall.Domain.Presence;
using VideoWall.Domain.Services;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Webhooks;

namespace VideoWall.WebFront.Tests.Webhooks;

public sealed class SignalBatchesTests
{
    static readonly ServiceId Advent = new("advent");
    static readonly ServiceId Easter = new("easter");

    readonly List<Call> calls = [];
    readonly SignalBatches batches;

    public SignalBatchesTests() => batches = new(Grains.For(calls));

    [Fact]
    public async Task What_comes_while_a_call_is_under_way_shares_the_next()
    {
        var first = Send(Advent, "a");
        var others = new[] { Send(Advent, "b"), Send(Advent, "c") };
        Assert.Equal(["advent: a"], Asked());
        calls[0].Done();
        await first;
        Assert.Equal(["advent: a", "advent: b c"], Asked());
        var last = Send(Advent, "d");
        Assert.Equal(2, calls.Count);
        calls[1].Kept(true, true);
        await Task.WhenAll(others);
        calls[2].Kept(true);
        await last;
        Assert.Equal(["advent: a", "advent: b c", "advent: d"], Asked());
    }

    [Fact]
    public async Task An_idle_service_asks_at_once()
    {
        for (var i = 1; i <= 3; i++)
        {
            var sent = Send(Advent, "a");
            Assert.Equal(i, calls.Count);
            calls[^1].Done();
            await sent;
        }
    }

    [Fact]
    public void Services_do_not_wait_for_each_other()
    {
        _ = Send(Advent, "a");
        _ = Send(Easter, "b");
        Assert.Equal(["advent: a", "easter: b"], Asked());
    }

    [Fact]
    public async Task A_signal_that_is_not_kept_harms_none_of_its_batch()
    {
        _ = Send(Advent, "a");
        var (kept, lost) = (Send(Advent, "b"), Send(Advent, "c"));
        calls[0].Done();
        calls[1].Kept(true, false);
        await kept;
        await Assert.ThrowsAsync<JournalUnavailableException>(() => lost);
    }

    [Fact]
    public async Task A_call_that_fails_is_its_own_callers_answer_and_the_next_goes_on()
    {
        var first = Send(Advent, "a");
        var second = new[] { Send(Advent, "b"), Send(Advent, "c") };
        calls[0].Fail();
        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        var third = Send(Advent, "d");
        calls[1].Fail();
        foreach (var waiting in second)
        {
            await Assert.ThrowsAsync<JournalUnavailableException>(() => waiting);
        }
        calls[2].Kept(true);
        await third;
    }

    [Fact]
    public void A_batch_is_no_larger_than_what_a_grain_decides_at_once()
    {
        _ = Send(Advent, "a");
        for (var i = 0; i < 600; i++)
        {
            _ = Send(Advent, "b");
        }
        calls[0].Done();
        calls[1].Kept([.. Enumerable.Repeat(true, 512)]);
        Assert.Equal([1, 512, 88], calls.Select(c => c.Signals.Length));
    }

    [Fact]
    public void A_traced_signal_goes_by_itself()
    {
        _ = batches.Send(Advent, Signal("a"), traced: true);
        _ = batches.Send(Advent, Signal("b"), traced: true);
        Assert.Equal(["advent: a", "advent: b"], Asked());
    }

    Task Send(ServiceId service, string id) => batches.Send(service, Signal(id), traced: false);

    static Observe Signal(string id) => new(new(SignalKind.Joined, id, default, "RM_1", 0, new("PA_1", "g-1", "", 0), null));

    IEnumerable<string> Asked() => calls.Select(c => $"{c.Service}: {string.Join(' ', c.Signals.Select(s => s.Signal.EventId))}");

    /// <summary>One call to a grain, which answers when the test says so. Continuations run before that returns.</summary>
    public sealed record Call(string Service, ImmutableArray<Observe> Signals)
    {
        public TaskCompletionSource<CommandReply> One { get; } = new();

        public TaskCompletionSource<ImmutableArray<bool>> Several { get; } = new();

        public void Done() => One.SetResult(new(1));

        public void Kept(params ImmutableArray<bool> kept) => Several.SetResult(kept);

        public void Fail()
        {
            var fault = new JournalUnavailableException("The database is away.");
            One.TrySetException(fault);
            Several.TrySetException(fault);
        }
    }

    /// <summary>A grain factory of grains that write down what they are asked.</summary>
    public class Grains : DispatchProxy
    {
        List<Call> calls = [];
        string service = "";

        public static IGrainFactory For(List<Call> calls) => Make<IGrainFactory>(calls, "");

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            switch (targetMethod!.Name)
            {
                case nameof(IGrainFactory.GetGrain):
                    return Make<IServiceGrain>(calls, (string)args![0]!);
                case nameof(IServiceGrain.Signal):
                    return Ask([(Observe)args![0]!]).One.Task;
                case nameof(IServiceGrain.Signals):
                    return Ask((ImmutableArray<Observe>)args![0]!).Several.Task;
                default:
                    throw new NotSupportedException(targetMethod.Name);
            }
        }

        static T Make<T>(List<Call> calls, string service)
            where T : class
        {
            var made = Create<T, Grains>();
            var proxy = (Grains)(object)made;
            (proxy.calls, proxy.service) = (calls, service);
            return made;
        }

        Call Ask(ImmutableArray<Observe> signals)
        {
            calls.Add(new(service, signals));
            return calls[^1];
        }
    }
}
