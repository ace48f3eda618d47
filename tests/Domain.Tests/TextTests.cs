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
    [InlineData("Zu\u0308rich", "Z\u00FCrich")]
    [InlineData("Vie\u0323\u0302t", "Vi\u1EC7t")]
    [InlineData("\u1109\u1165\u110B\u116E\u11AF", "\uC11C\uC6B8")]
    [InlineData("\u304B\u3099", "\u304C")]
    [InlineData("Gra\u00ADce", "Grace")]
    [InlineData("Gra\u200Bce", "Grace")]
    [InlineData("\u200EGrace\u200F", "Grace")]
    [InlineData("\uFEFFGra\u2060ce\u200D", "Grace")]
    [InlineData("Gr\u200Dace \u200B Hill", "Grace Hill")]
    [InlineData("Gra\uFE0Fce", "Grace")]
    [InlineData("می\u200Cخواهم", "می\u200Cخواهم")]
    [InlineData("क्\u200Dष", "क्\u200Dष")]
    [InlineData("❤\uFE0F\u200D🔥 1\uFE0F\u20E3", "❤\uFE0F\u200D🔥 1\uFE0F\u20E3")]
    [InlineData("🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F")]
    [InlineData("a\uFFFFb\uE000c", "abc")]
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
    [InlineData("\u00AD\u2060\uFEFF")]
    [InlineData("\u3164")]
    [InlineData("\u2800 \u2800")]
    [InlineData("\u115F\u1160")]
    [InlineData("\U000E0067")]
    [InlineData("\uFE0F")]
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

    [Theory]
    [InlineData("Zu\u0308rich")]
    [InlineData("Z\u00FCri\u00ADch")]
    [InlineData("Z\u00FCri\u200Bch")]
    [InlineData("\u200EZ\u00FCrich")]
    [InlineData("ＺÜＲＩＣＨ")]
    [InlineData("Z\u00FCrich\u2060")]
    [InlineData(" z\u00DCrich ")]
    public void Name_ThatLooksLikeAnother_GetsANumber(string typed)
    {
        var script = new ServiceScript();
        script.Arrive("a", "Z\u00FCrich");
        script.Arrive("b", typed);
        Assert.EndsWith(" (2)", script["b"].Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bern\tStadt\r\n", true)]
    [InlineData("⛪👨‍👩‍👧‍👦 \u0085\u000B", true)]
    [InlineData("", true)]
    [InlineData("a\0b", false)]
    [InlineData("a\u001bb", false)]
    [InlineData("a\u007fb", false)]
    [InlineData("a\u0090b", false)]
    public void Text_OfWholeCharacters_IsText(string text, bool isText) => Assert.Equal(isText, Texts.IsText(text));

    // Not as data of a theory: half a character would not survive its way into the test.
    [Fact]
    public void Text_WithHalfACharacter_IsNone() => Assert.All(["a\uD83Db", "a\uDE00", "a\uD83D", "\uDE00\uD83D"], text => Assert.False(Texts.IsText(text)));

    static VideoWall.Domain.Refusal? Refusal(string name) => new ServiceScript().Arrive("a", name).Refusal;
}
