using Npgsql;

namespace VideoWall.Storage.Tests;

public sealed class PostgresSettingsTests
{
    [Theory]
    [InlineData("postgres://u:p@db.example:5433/wall", "db.example", 5433, "u", "p", "wall")]
    [InlineData("postgresql://u:p@db.example/wall", "db.example", 5432, "u", "p", "wall")]
    [InlineData("  POSTGRES://u@db/wall \n", "db", 5432, "u", null, "wall")]
    [InlineData("postgres://u:p@db", "db", 5432, "u", "p", "u")]
    [InlineData("postgres://u:p@db/", "db", 5432, "u", "p", "u")]
    [InlineData("postgres://u%40corp:p%3A%2F%3F%25%C3%A9+@db/my%20wall", "db", 5432, "u@corp", "p:/?%é+", "my wall")]
    [InlineData("postgres://u:p@w@db/wall", "db", 5432, "u", "p@w", "wall")]
    [InlineData("postgres://u:a:b@db/wall", "db", 5432, "u", "a:b", "wall")]
    [InlineData("postgres://u:p@[::1]:5433/wall", "::1", 5433, "u", "p", "wall")]
    [InlineData("postgres://u@%2Fvar%2Frun%2Fpostgresql/wall", "/var/run/postgresql", 5432, "u", null, "wall")]
    [InlineData("postgres:///wall?host=/var/run/postgresql&user=u&port=5434", "/var/run/postgresql", 5434, "u", null, "wall")]
    [InlineData("postgres://u@/wall", "localhost", 5432, "u", null, "wall")]
    [InlineData("Host=db;Port=5433;Username=u;Password=p;Database=wall", "db", 5433, "u", "p", "wall")]
    [InlineData("Server=db;User Id=u;Password='a;b';Database=wall", "db", 5432, "u", "a;b", "wall")]
    public void Parse_EitherForm_NamesTheSameThings(string text, string host, int port, string user, string? password, string database)
    {
        var parsed = new NpgsqlConnectionStringBuilder(PostgresSettings.Parse(text));
        Assert.Equal((host, port, user, password, database), (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database));
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-ca", SslMode.VerifyCA)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void Parse_Sslmode_IsTaken(string mode, SslMode expected) =>
        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(PostgresSettings.Parse($"postgres://u:p@db/wall?sslmode={mode}&application_name=hall")).SslMode);

    [Fact]
    public void Parse_WhatTheTextSays_IsNotOverruledByDefaults()
    {
        var parsed = new NpgsqlConnectionStringBuilder(PostgresSettings.Parse("Host=db;Username=u;Maximum Pool Size=5;Command Timeout=3;Application Name=hall"));
        Assert.Equal((5, 3, "hall"), (parsed.MaxPoolSize, parsed.CommandTimeout, parsed.ApplicationName));
        var defaults = new NpgsqlConnectionStringBuilder(PostgresSettings.Parse("Host=db;Username=u"));
        Assert.Equal((20, 4, "videowall"), (defaults.MaxPoolSize, defaults.CommandTimeout, defaults.ApplicationName));
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("   ", "is empty")]
    [InlineData("mysql://u:hunter2@db/wall", "not Postgres")]
    [InlineData("http://u:hunter2@db/wall", "not Postgres")]
    [InlineData("db.example", "cannot be read")]
    [InlineData("Username=u;Password=hunter2", "no Host")]
    [InlineData("Host=db;Colour=blue;Password=hunter2", "cannot be read")]
    [InlineData("Host=db;Port=many;Password=hunter2", "cannot be read")]
    [InlineData("postgres://:hunter2@db/wall", "names no user")]
    [InlineData("postgres://db/wall", "names no user")]
    [InlineData("postgres://u:hunter2@db:port/wall", "wrong port")]
    [InlineData("postgres://u:hunter2@db:70000/wall", "from 1 to 65535")]
    [InlineData("postgres://u:hunter2@::1/wall", "in brackets")]
    [InlineData("postgres://u:hunter2@a,b/wall", "several servers")]
    [InlineData("postgres://u:hunter2%@db/wall", "write it as %25")]
    [InlineData("postgres://u:hunter2@db/wall?sslmode=maybe", "wrong sslmode")]
    [InlineData("postgres://u:hunter2@db/wall?colour=blue", "parameter 'colour'")]
    [InlineData("postgres://u:hunter2@db/wall?connect_timeout=soon", "wrong connect_timeout")]
    public void Parse_WhatIsWrong_NamesSettingAndCureAndNoPassword(string text, string part)
    {
        var fault = Assert.Throws<SettingException>(() => PostgresSettings.Parse(text));
        Assert.StartsWith("DATABASE_URL", fault.Message, StringComparison.Ordinal);
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Store_WhoseDatabaseCannotBeReached_OpensAndSaysSoWhenUsed()
    {
        await using var store = Store.Open(
            PostgresSettings.Parse("postgres://u:hunter2@127.0.0.1:1/wall"), Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, TimeProvider.System);
        Assert.Equal("The database cannot be reached.", await store.Health.Check());
    }
}
