using System.Text;
using VideoWall.WebFront.Access.Accounts.TwoFactor;

namespace VideoWall.WebFront.Tests.Access;

public sealed class TotpTests
{
    /// <summary>RFC 6238's secret of its test vectors.</summary>
    static readonly string Secret = Base32.Encode("12345678901234567890"u8);

    /// <summary>Appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_IsThatOfTheStandard(long seconds, string code) =>
        Assert.Equal(code, Totp.Code(Secret, Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds))));

    [Fact]
    public void Code_IsTakenOneStepEarlyOrLate_AndOnlyAfterTheLastOneTaken()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = Totp.StepAt(now);
        Assert.Equal([null, step - 1, step, step + 1, null], new long[] { -2, -1, 0, 1, 2 }.Select(s => Totp.Match(Secret, Totp.Code(Secret, step + s), now, 0)));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, step), now, step));
        Assert.Equal(step + 1, Totp.Match(Secret, Totp.Code(Secret, step + 1), now, step));
        Assert.All(["", "1", "0059240", "abcdef"], wrong => Assert.Null(Totp.Match(Secret, wrong, now, 0)));
    }

    /// <summary>RFC 4648, section 10, without the padding.</summary>
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Base32_IsThatOfTheStandard(string text, string encoded)
    {
        Assert.Equal(encoded, Base32.Encode(Encoding.ASCII.GetBytes(text)));
        Assert.Equal(text, Encoding.ASCII.GetString(Base32.Decode(encoded.ToLowerInvariant())));
    }

    [Fact]
    public void Uri_IsWhatAppsRead() => Assert.Equal(
        "otpauth://totp/VideoWall:ruth%40hall?secret=MZXW6YTBOI&issuer=VideoWall", Totp.Uri("MZXW6YTBOI", "ruth@hall", "VideoWall"));
}
