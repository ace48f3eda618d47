namespace VideoWall.Domain.Tests;

/// <summary>Names as people, and mischief, type them.</summary>
public sealed class TextTests
{
    [Theory]
    [InlineData("  St.\tPaul \n ", "St. Paul")]
    [InlineData("<b>Grace</b> & \"Sons\"", "<b>Grace</b> & \"Sons\"")]
    [InlineData("כנסיית השלום", "כנסיית השלום")]
    [InlineData("a\u202Eb\u2066c\u2069", "abc")]
    [InlineData("東京教会", "東京教会")]
    [InlineData("⛪👨‍👩‍👧‍👦", "⛪👨‍👩‍👧‍👦")]
    [InlineData("a\0b\u0007c\u001b[31m", "abc[31m")]
    [InlineData(null, "")]
    public void Clean_AnyText_IsOneHarmlessLine(string? typed, string clean)
    {
        Assert.Equal(clean, Texts.Clean(typed));
        Assert.Equal(clean, Texts.Clean(clean));
    }

    [Fact]
    public void Clean_HalfAnEmoji_DoesNotThrow() => Assert.Equal("a\uFFFDb", Texts.Clean("a\uD83Db"));

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("\u200D\u200B")]
    [InlineData("\u202E")]
    [InlineData("\u0301")]
    public void Name_ThatShowsNothing_IsRefusedAsEmpty(string typed)
    {
        var refusal = Refusal(typed);
        Assert.Equal((RefusalCode.Invalid, "name"), (refusal?.Code, refusal?.Field));
        Assert.Contains("empty", refusal?.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x", 80, true)]
    [InlineData("x", 81, false)]
    [InlineData("x", 500, false)]
    [InlineData("京", 80, true)]
    [InlineData("👨‍👩‍👧‍👦", 9, true)]
    [InlineData("👨‍👩‍👧‍👦", 80, false)]
    public void Name_OfManyCharacters_IsTakenUpToEightyAndTheBytesOfLiveKit(string character, int times, bool isTaken) =>
        Assert.Equal(isTaken, Refusal(string.Concat(Enumerable.Repeat(character, times))) is null);

    [Fact]
    public void Name_LongestOfTwoChurches_StillFitsLiveKitWithItsNumber()
    {
        var script = new ServiceScript();
        var name = string.Concat(Enumerable.Repeat("🎉", 62));
        script.Arrive("a", name);
        script.Arrive("b", name);
        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(script["b"].Name), 249, 256);
    }

    [Fact]
    public void Guest_WithAnEndlessName_IsCutNotRefused()
    {
        var script = new ServiceScript();
        script.Hear(Presence.SignalKind.Joined, new("PA_g", "guest", new string('x', 500), 1000));
        Assert.Equal(new string('x', 80), script["guest"].Name);
    }

    [Fact]
    public void Guest_FirstMetByItsPicture_GetsItsNameWhenItIsKnown()
    {
        var script = new ServiceScript();
        script.Hear(Presence.SignalKind.Published, new("PA_g", "guest"), "TR_1");
        Assert.Equal("guest", script["guest"].Name);
        script.Hear(Presence.SignalKind.Joined, new("PA_g", "guest", "Ulm", 1000));
        Assert.Equal("Ulm", script["guest"].Name);
    }

    static VideoWall.Domain.Refusal? Refusal(string name) => new ServiceScript().Arrive("a", name).Refusal;
}
