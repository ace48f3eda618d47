using VideoWall.WebFront.Access.Accounts;

namespace VideoWall.WebFront.Tests.Access;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("vd7kq-mzp3h-x2wfr-8tnsb")] // as ./videowall env makes them
    [InlineData("sunday lunch at noon")]
    [InlineData("Wallpaper of grandmother")]
    [InlineData("пароль из слов, длинный")]
    [InlineData("a long pass phrase")]
    public void GoodPassword_IsTaken(string password) => Assert.Null(PasswordRules.Check("password", password, "ruth@hall"));

    [Theory]
    [InlineData("password123", "attackers")]
    [InlineData("Password1234!", "attackers")]
    [InlineData("P@ssw0rd1234", "attackers")]
    [InlineData("qwertyuiop", "attackers")]
    [InlineData("iloveyou2026", "attackers")]
    [InlineData("Sunshine-2026!", "attackers")]
    [InlineData("aaaaaaaaaaaa", "pattern")]
    [InlineData("1212121212", "pattern")]
    [InlineData("1234567890", "pattern")]
    [InlineData("zyxwvutsrqp", "pattern")]
    [InlineData("videowall123", "word of this program")]
    [InlineData("VideoWall-2026", "word of this program")]
    [InlineData("V1d30w4ll2026", "word of this program")]
    [InlineData("livekit-church", "word of this program")]
    [InlineData("admin-admin-1", "word of this program")]
    [InlineData("ruth@hall2026", "name")]
    [InlineData("Hallhallhall!1", "name")]
    [InlineData("videowall qwerty", "word of this program")]
    public void PasswordThatIsGuessedFirst_IsRefusedInWords(string password, string why)
    {
        var refusal = PasswordRules.Check("password", password, "ruth@hall");
        Assert.Equal("password", refusal?.Field);
        Assert.Contains(why, refusal!.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(refusal.Cure);
    }
}
