using Microsoft.Extensions.Logging.Abstractions;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;
using VideoWall.Storage.Journal;

namespace VideoWall.Storage.Tests;

/// <summary>The writer's loop over connections that do what a test says: no Postgres fails in all of these ways on demand.</summary>
public sealed class JournalWriterTests
{
    readonly ScriptedConnections connections = new();

    public static TheoryData<string, string> Faults
    {
        get
        {
            var faults = new TheoryData<string, string>();
            foreach (var where in (string[])["open", "execute"])
            {
                foreach (var what in (string[])["timeout", "invalid", "key", "unsupported", "cancelled", "disposed", "io"])
                    faults.Add(where, what);
            }
            return faults;
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Append_WhateverIsThrown_IsAnsweredAndTheWriterGoesOn(string where, string what)
    {
        await using var writer = Writer();
        connections.Next(where, () => throw Fault(what));

        var fault = await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => writer.Append(Make.Append("service/a", 0)));

        Assert.Equal(where == "execute", fault is OutcomeUnknownException); // not sent: surely not written
        Assert.Equal(AppendOutcome.Appended, await writer.Append(Make.Append("service/a", 0)));
        Assert.Equal(2, connections.Made); // never again the one that failed
    }

    [Fact]
    public async Task Append_WhenLettingGoOfTheConnectionThrowsToo_IsAnsweredAndTheWriterGoesOn()
    {
        await using var writer = Writer();
        connections.Next("execute", () => throw Fault("io"));
        connections.Next("dispose", () => throw Fault("invalid"));

        await Assert.ThrowsAsync<OutcomeUnknownException>(() => writer.Append(Make.Append("service/a", 0)));

        Assert.Equal(AppendOutcome.Appended, await writer.Append(Make.Append("service/a", 0)));
    }

    [Fact]
    public async Task Append_BehindOneThatCannotConnect_IsToldWithIt()
    {
        await using var writer = Writer();
        var connecting = connections.Next("open");
        var first = writer.Append(Make.Append("service/a", 0));
        await connecting.Reached;
        var second = writer.Append(Make.Append("service/b", 0));

        connecting.Fail(Fault("io"));

        await Assert.ThrowsAsync<JournalUnavailableException>(() => first);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => second);
    }

    [Theory]
    [InlineData("open")]
    [InlineData("execute")]
    public async Task Append_OnAConnectionThatNeverAnswers_IsToldInTimeAndTheNextGetsANewOne(string where)
    {
        await using var writer = Writer(answer: TimeSpan.FromMilliseconds(50));
        var stuck = connections.Next(where);

        var fault = await Assert.ThrowsAnyAsync<JournalUnavailableException>(() => writer.Append(Make.Append("service/a", 0)));
        Assert.Equal("The database did not answer in time.", fault.Message);
        Assert.Equal(where == "execute", fault is OutcomeUnknownException);

        AppendOutcome? next = null;
        await Eventually.True("the next append is written", async () =>
        {
            // Its own 50 ms may be over on a busy machine.
            if (await Record.ExceptionAsync(async () => next = await writer.Append(Make.Append("service/a", 0))) is { } late)
                Assert.IsAssignableFrom<JournalUnavailableException>(late);
            return next is not null;
        });
        Assert.Equal(AppendOutcome.Appended, next);
        stuck.Go();
    }

    [Fact]
    public async Task Append_GivenUpWhileItConnects_IsNotWrittenWhenTheConnectionComesAfterAll()
    {
        var writer = Writer(answer: TimeSpan.FromMilliseconds(50));
        var connecting = connections.Next("open");
        var released = connections.Next("dispose");
        await Assert.ThrowsAsync<JournalUnavailableException>(() => writer.Append(Make.Append("service/a", 0)));

        connecting.Go();
        await released.Reached; // the late work is over
        released.Go();
        await writer.DisposeAsync();

        Assert.Equal(0, connections.Written);
    }

    [Fact]
    public async Task Dispose_WhileTheDatabaseDoesNotAnswer_RefusesWhatWaitsAndWhatComes()
    {
        var writer = Writer();
        var committing = connections.Next("execute");
        var first = writer.Append(Make.Append("service/a", 0));
        await committing.Reached;
        var waiting = writer.Append(Make.Append("service/b", 0));

        var closed = writer.DisposeAsync();
        var late = await Assert.ThrowsAsync<JournalUnavailableException>(() => writer.Append(Make.Append("service/c", 0)));
        committing.Fail(Fault("io"));

        await closed;
        Assert.Equal("The journal is closed.", late.Message);
        await Assert.ThrowsAsync<OutcomeUnknownException>(() => first);
        await Assert.ThrowsAsync<JournalUnavailableException>(() => waiting);
        Assert.Equal(0, connections.Written);
    }

    static Exception Fault(string what) => what switch
    {
        "timeout" => new TimeoutException(),
        "invalid" => new InvalidOperationException("injected"),
        "key" => new KeyNotFoundException("injected"),
        "unsupported" => new NotSupportedException("injected"),
        "cancelled" => new OperationCanceledException("injected"),
        "disposed" => new ObjectDisposedException("injected"),
        "io" => new IOException("injected"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    JournalWriter Writer(TimeSpan? answer = null) =>
        new(connections.New, answer ?? TimeSpan.FromMinutes(1), TimeProvider.System, NullLogger.Instance);
}
