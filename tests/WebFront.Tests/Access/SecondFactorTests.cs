using System.Text.Json;
using VideoWall.WebFront.Access.Accounts.TwoFactor;
using VideoWall.WebFront.Tests.Fakes;

namespace VideoWall.WebFront.Tests.Access;

/// <summary>Signing in with an authenticator app as well.</summary>
public sealed class SecondFactorTests : IAsyncLifetime
{
    const string Session = "/api/v1/session";
    const string Factor = "/api/v1/account/second-factor";

    TestHost host = null!;
    Client admin = null!;
    string secret = "";
    string[] recoveryCodes = [];

    public async Task InitializeAsync()
    {
        host = await TestHost.Start();
        admin = await host.SignedIn();
    }

    public Task DisposeAsync() => host.DisposeAsync().AsTask();

    [Fact]
    public async Task Enrolled_SigningInTakesACodeOfTheApp_OnlyOnce()
    {
        var elsewhere = await host.SignedIn();
        await Enrol();
        (await admin.Get(Session)).Is(200);
        (await elsewhere.Get(Session)).Is(401, "signed_out");
        Assert.True((await admin.Get("/api/v1/users")).Is(200).Json.GetProperty("items")[0].GetProperty("secondFactor").GetBoolean());

        var somebody = host.Anybody();
        Assert.Equal("code", (await SignIn(somebody, null)).Is(401, "second_factor_needed").Field);
        Assert.Equal("code", (await SignIn(somebody, "000000")).Is(401, "second_factor_wrong").Field);
        (await SignIn(somebody, Code())).Is(401, "second_factor_wrong"); // it confirmed the app, and is used up
        Assert.Null(somebody.Cookie);
        Assert.Null(somebody.DeviceCookie);
        host.Time.Advance(TimeSpan.FromSeconds(30));
        (await SignIn(somebody, $"{Code()[..3]} {Code()[3..]}")).Is(200);
        (await somebody.Get(Session)).Is(200);
        (await SignIn(host.Anybody(), Code())).Is(401, "second_factor_wrong");
    }

    [Fact]
    public async Task WrongPassword_SaysNothingOfASecondFactor()
    {
        await Enrol();
        (await host.Anybody().Post(Session, new { username = "admin", password = "not this one", code = Code() })).Is(401, "sign_in_wrong");
    }

    [Fact]
    public async Task RecoveryCode_WorksOnce_AndNewOnesReplaceTheOld()
    {
        await Enrol();
        Assert.Equal(10, recoveryCodes.Distinct().Count());
        (await SignIn(host.Anybody(), recoveryCodes[3].ToUpperInvariant().Replace('-', ' '))).Is(200);
        (await SignIn(host.Anybody(), recoveryCodes[3])).Is(401, "second_factor_wrong");
        Assert.Equal(9, (await admin.Get("/api/v1/account")).Is(200).Json.GetProperty("secondFactor").GetProperty("recoveryCodesLeft").GetInt32());
        var renewed = Codes((await admin.Post($"{Factor}/recovery-codes", new { present = TestHost.Password })).Is(200));
        (await SignIn(host.Anybody(), recoveryCodes[4])).Is(401, "second_factor_wrong");
        (await SignIn(host.Anybody(), renewed[0])).Is(200);
    }

    [Fact]
    public async Task CodesTakenAtOnce_WorkForOne()
    {
        await Enrol();
        host.Time.Advance(TimeSpan.FromSeconds(30));
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SignIn(host.Anybody(), Code())));
        Assert.Single(answers, a => a.Status == 200);
    }

    [Fact]
    public async Task Codes_AreGuessedFiveTimesInAQuarterOfAnHour_AndAKnownDeviceIsNotHeldUp()
    {
        var known = host.Anybody("198.51.100.7");
        (await SignIn(known, null)).Is(200);
        await Enrol();
        for (var i = 0; i < 5; i++)
        {
            (await SignIn(host.Anybody($"203.0.113.{i}"), "000000")).Is(401, "second_factor_wrong");
        }
        host.Time.Advance(TimeSpan.FromMinutes(14));
        (await SignIn(host.Anybody("203.0.113.99"), Code())).Is(429, "too_many_tries");
        (await SignIn(known, Code())).Is(200);
        host.Time.Advance(TimeSpan.FromMinutes(1));
        (await SignIn(host.Anybody("203.0.113.99"), Code())).Is(200);
    }

    [Fact]
    public async Task BegunButNotConfirmed_ChangesNothing()
    {
        (await admin.Post($"{Factor}/confirm", new { code = "123456" })).Is(409, "second_factor_not_begun");
        await Begin();
        await host.SignedIn();
        Assert.Equal("code", (await admin.Post($"{Factor}/confirm", new { code = "000000" })).Is(400, "second_factor_wrong").Field);
        await host.SignedIn();
        Assert.Equal(JsonValueKind.Null, (await admin.Get("/api/v1/account")).Json.GetProperty("secondFactor").ValueKind);
    }

    [Fact]
    public async Task TurningOnAndOff_AsksForThePassword()
    {
        (await admin.Post(Factor, new { present = "not this one" })).Is(403, "password_wrong");
        (await admin.Post($"{Factor}/recovery-codes", new { present = TestHost.Password })).Is(409, "second_factor_off");
        await Enrol();
        (await admin.Post(Factor, new { present = TestHost.Password })).Is(409, "second_factor_on");
        (await admin.Post($"{Factor}/off", new { present = "not this one" })).Is(403, "password_wrong");
        (await SignIn(host.Anybody(), null)).Is(401, "second_factor_needed");
        (await admin.Post($"{Factor}/off", new { present = TestHost.Password })).Is(204);
        await host.SignedIn();
    }

    [Fact]
    public async Task AnAdministrator_TakesTheSecondFactorOfSomebodyAway()
    {
        await Enrol();
        (await host.Key().Delete("/api/v1/users/nobody/second-factor")).Is(404, "unknown_user");
        (await host.Key().Delete("/api/v1/users/admin/second-factor")).Is(204);
        (await host.Key().Delete("/api/v1/users/admin/second-factor")).Is(204);
        await host.SignedIn();
        (await host.Key().Post("/api/v1/users", new { name = "ruth", password = TestHost.Password, role = "producer" })).Is(201);
        (await (await host.SignedIn("ruth")).Delete("/api/v1/users/admin/second-factor")).Is(403, "forbidden");
    }

    [Fact]
    public async Task NewPassword_KeepsTheSecondFactor()
    {
        await Enrol();
        (await admin.Post("/api/v1/account/password", new { present = TestHost.Password, password = "another long passage" })).Is(204);
        (await host.Anybody().Post(Session, new { username = "admin", password = "another long passage" })).Is(401, "second_factor_needed");
    }

    [Fact]
    public async Task AnswersThatHoldSecrets_AreKeptByNoCache()
    {
        Assert.Equal("no-store", (await admin.Post(Factor, new { present = TestHost.Password })).Is(200).Headers["Cache-Control"]);
    }

    async Task Begin()
    {
        var begun = (await admin.Post(Factor, new { present = TestHost.Password })).Is(200);
        secret = begun["secret"];
        Assert.Equal($"otpauth://totp/VideoWall:admin?secret={secret}&issuer=VideoWall", begun["uri"]);
    }

    async Task Enrol()
    {
        await Begin();
        recoveryCodes = Codes((await admin.Post($"{Factor}/confirm", new { code = Code() })).Is(200));
    }

    string Code() => Totp.Code(secret, Totp.StepAt(host.Time.GetUtcNow()));

    static Task<Answer> SignIn(Client client, string? code) => client.Post(Session, new { username = "admin", password = TestHost.Password, code });

    static string[] Codes(Answer answer) => [.. answer.Json.GetProperty("recoveryCodes").EnumerateArray().Select(c => c.GetString()!)];
}
