using Microsoft.AspNetCore.DataProtection;
using VideoWall.WebFront.Walls;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>A hub token opens what it was issued for, for as long as it lasts.</summary>
public sealed class HubTokenTests
{
    static readonly HubPass Pass = new(HubPass.Wall, new("sunday"), "wall\nwith a line", 3, "a-key");

    readonly EphemeralDataProtectionProvider keys = new();

    [Fact]
    public void Token_SaysWhatItWasIssuedFor() => Assert.Equal(Pass, new HubTokens(keys).Read(new HubTokens(keys).Issue(Pass)));

    [Fact]
    public void Token_OfAnotherInstallationChangedOrNone_OpensNothing()
    {
        var token = new HubTokens(keys).Issue(Pass);
        Assert.Null(new HubTokens(new EphemeralDataProtectionProvider()).Read(token));
        Assert.Null(new HubTokens(keys).Read(token[..^3] + "AAA"));
        Assert.Null(new HubTokens(keys).Read("nonsense, not even base64"));
        Assert.Null(new HubTokens(keys).Read(""));
    }

    /// <summary>It does not say which key it came from, so nobody could tell whether that still opens.</summary>
    [Fact]
    public void Token_OfAnEarlierProgram_OpensNothing()
    {
        var earlier = keys.CreateProtector("VideoWall.HubToken.v1").ToTimeLimitedDataProtector().Protect("wall\nsunday\n0\nw1", TimeSpan.FromHours(12));
        Assert.Null(new HubTokens(keys).Read("hub_" + earlier));
    }

    [Fact]
    public void Token_ThatIsOver_OpensNothing()
    {
        var over = keys.CreateProtector("VideoWall.HubToken.v2").ToTimeLimitedDataProtector()
            .Protect("wall\nsunday\n0\n\nw1", TimeProvider.System.GetUtcNow().AddMinutes(-1));
        Assert.Null(new HubTokens(keys).Read(over));
    }

    [Fact]
    public void Token_WithoutAnEnd_OpensNothing()
    {
        var endless = keys.CreateProtector("VideoWall.HubToken.v2").Protect("wall\nsunday\n0\n\nw1");
        Assert.Null(new HubTokens(keys).Read(endless));
    }
}
