using System.Text.Json;

namespace VideoWall.Simulation.Tests;

public sealed class DirectPicturesTests
{
    static readonly JsonElement Data = JsonElement.Parse("""{"description":{"type":"offer","sdp":"v=0"}}""");

    readonly DirectPictures pictures = new();

    [Fact]
    public void Who_wants_a_picture_is_linked_to_its_church_whichever_comes_first()
    {
        var (early, late, church) = (new Page(), new Page(), new Page());
        Receive(early).Watch(["TR_1", "TR_2"]);
        Assert.Empty(early.Told);
        Send("church-1", church).Publish("TR_1");
        Receive(late).Watch(["TR_1"]);

        Assert.Equal(["open", "open"], church.Types);
        Assert.Equal(church.Told.Select(t => (t.Link, t.TrackSid)), new[] { early, late }.Select(p => (Assert.Single(p.Told).Link, (string?)"TR_1")));
        Assert.NotEqual(early.Link, late.Link);
    }

    [Fact]
    public void Signals_go_to_the_other_end_of_ones_own_links_only()
    {
        var (wall, other, church) = (new Page(), new Page(), new Page());
        var sender = Send("church-1", church);
        sender.Publish("TR_1");
        var receiver = Receive(wall);
        receiver.Watch(["TR_1"]);
        var stranger = Receive(other);

        sender.Signal(wall.Link, Data);
        Assert.Equal(("signal", wall.Link, Data.GetRawText()), (wall.Told[^1].Type, wall.Told[^1].Link!, wall.Told[^1].Data!.Value.GetRawText()));
        receiver.Signal(wall.Link, Data);
        Assert.Equal(("signal", wall.Link), (church.Told[^1].Type, church.Told[^1].Link!));

        var before = (wall.Told.Count, church.Told.Count);
        stranger.Signal(wall.Link, Data);
        stranger.Again(wall.Link);
        Send("church-2", new()).Signal(wall.Link, Data);
        sender.Signal("nothing", Data);
        Assert.Equal(before, (wall.Told.Count, church.Told.Count));
        Assert.Empty(other.Told);
    }

    [Fact]
    public void A_link_ends_at_both_ends_with_either_page_with_the_picture_and_with_the_wish_for_it()
    {
        foreach (var end in new Action<DirectSender, DirectReceiver>[]
        {
            (s, _) => s.Dispose(), (s, _) => s.Unpublish(), (s, _) => s.Publish("TR_2"), (_, r) => r.Dispose(), (_, r) => r.Watch([]),
        })
        {
            var (wall, church) = (new Page(), new Page());
            using var sender = Send("church-1", church);
            sender.Publish("TR_1");
            using var receiver = Receive(wall);
            receiver.Watch(["TR_1"]);
            end(sender, receiver);
            Assert.Equal(["open", "over"], wall.Types);
            Assert.Equal(["open", "over"], church.Types);
            Assert.Equal(wall.Link, wall.Told[^1].Link);
            sender.Signal(wall.Link, Data);
            Assert.Equal(2, wall.Told.Count);
        }
    }

    [Fact]
    public void A_broken_link_is_replaced_by_a_new_one()
    {
        var (wall, church) = (new Page(), new Page());
        Send("church-1", church).Publish("TR_1");
        var receiver = Receive(wall);
        receiver.Watch(["TR_1"]);
        receiver.Again(wall.Link);
        Assert.Equal(["open", "over", "open"], wall.Types);
        Assert.Equal(["open", "over", "open"], church.Types);
        Assert.NotEqual(wall.Told[0].Link, wall.Told[2].Link);
    }

    [Fact]
    public void A_church_sends_to_three_pages_and_a_place_that_becomes_free_goes_to_who_waits()
    {
        var church = new Page();
        Send("church-1", church).Publish("TR_1");
        var pages = Enumerable.Range(0, DirectPictures.MostReceivers + 1).Select(_ => new Page()).ToList();
        var receivers = pages.ConvertAll(Receive);
        receivers.ForEach(r => r.Watch(["TR_1"]));
        receivers[^1].Watch(["TR_1", "TR_9"]);
        Assert.Equal(("full", "TR_1"), (Assert.Single(pages[^1].Told).Type, pages[^1].Told[0].TrackSid!));
        receivers[0].Dispose();
        Assert.Equal(["full", "open"], pages[^1].Types);
        Assert.Equal(DirectPictures.MostReceivers, church.Types.Count(t => t == "open") - church.Types.Count(t => t == "over"));
    }

    [Fact]
    public void A_room_takes_thirty_churches_and_a_page_that_comes_again_is_none_more()
    {
        var senders = Enumerable.Range(0, DirectPictures.MostSenders).Select(i => Send($"church-{i}", new())).ToList();
        Assert.Null(pictures.Send("r", "church-x", _ => { }));
        Assert.NotNull(pictures.Send("r", "church-7", _ => { }));
        Assert.NotNull(pictures.Send("elsewhere", "church-x", _ => { }));
        senders[0].Dispose();
        Assert.NotNull(pictures.Send("r", "church-x", _ => { }));
    }

    [Fact]
    public void Rooms_do_not_know_of_each_other()
    {
        var wall = new Page();
        pictures.Receive("elsewhere", "wall-1", wall.Tell, () => { }).Watch(["TR_1"]);
        Send("church-1", new()).Publish("TR_1");
        Assert.Empty(wall.Told);
    }

    [Fact]
    public void Pages_that_watch_can_be_put_out()
    {
        var removed = 0;
        var receiver = pictures.Receive("r", "wall-1", _ => { }, () => removed++);
        Assert.Equal(["wall-1"], pictures.Receivers("r").AsEnumerable());
        Assert.False(pictures.Remove("r", "wall-2"));
        Assert.False(pictures.Remove("elsewhere", "wall-1"));
        Assert.True(pictures.Remove("r", "wall-1"));
        Assert.Equal(1, removed);
        receiver.Dispose();
        Assert.Empty(pictures.Receivers("r"));
        Assert.False(pictures.Remove("r", "wall-1"));
    }

    DirectSender Send(string identity, Page page) => pictures.Send("r", identity, page.Tell)!;

    DirectReceiver Receive(Page page) => pictures.Receive("r", "wall-1", page.Tell, () => { });

    sealed class Page
    {
        internal List<DirectMessage> Told { get; } = [];

        internal string[] Types => [.. Told.Select(t => t.Type)];

        internal string Link => Told.First(t => t.Type == "open").Link!;

        internal void Tell(DirectMessage message) => Told.Add(message);
    }
}
