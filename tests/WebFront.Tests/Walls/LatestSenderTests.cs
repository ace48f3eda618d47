using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Walls;

public sealed class LatestSenderTests
{
    readonly List<string> sent = [];
    readonly List<Exception> faults = [];
    readonly LatestSender<string> sender;
    string? latest;
    TaskCompletionSource connection = new();

    public LatestSenderTests() => sender = new(Take, Send, faults.Add);

    [Fact]
    public void One_message_is_under_way_and_what_was_overtaken_is_never_sent()
    {
        Tell("first");
        Tell("second");
        Tell("third");
        Assert.Equal(["first"], sent);
        Taken();
        Assert.Equal(["first", "third"], sent);
        Taken();
        Assert.Equal(["first", "third"], sent);
        Tell("fourth");
        Assert.Equal(["first", "third", "fourth"], sent);
        Assert.Empty(faults);
    }

    [Fact]
    public void A_message_that_cannot_be_sent_is_told_once_and_nothing_more_is_tried()
    {
        Tell("first");
        connection.SetException(new IOException("The pipe is broken."));
        Assert.Equal("The pipe is broken.", Assert.IsType<IOException>(Assert.Single(faults)).Message);
        Tell("second");
        Assert.Equal(["first"], sent);
        Assert.Single(faults);
    }

    [Fact]
    public void A_message_that_cannot_be_made_is_told_too()
    {
        var broken = new LatestSender<string>(() => throw new InvalidOperationException("No roster."), Send, faults.Add);
        broken.Notify();
        Assert.IsType<InvalidOperationException>(Assert.Single(faults));
        Assert.Empty(sent);
    }

    void Tell(string message)
    {
        latest = message;
        sender.Notify();
    }

    string? Take()
    {
        var message = latest;
        latest = null;
        return message;
    }

    ValueTask Send(string message)
    {
        sent.Add(message);
        return new(connection.Task);
    }

    /// <summary>The connection takes the message under way; the next one waits again.</summary>
    void Taken()
    {
        var waiting = connection;
        connection = new();
        waiting.SetResult();
    }
}
