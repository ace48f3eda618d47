using System.Text.Json;

namespace VideoWall.LiveKit.Tests.Support;

/// <summary>A webhook that a real LiveKit sent.</summary>
sealed record RecordedHook(string Scenario, int Seq, DateTimeOffset ReceivedAt, string Authorization, string Body)
{
    internal byte[] Bytes => System.Text.Encoding.UTF8.GetBytes(Body);

    public override string ToString() => $"{Scenario} #{Seq}";
}

/// <summary>A Twirp call that the official SDK made, with LiveKit's answer.</summary>
sealed record RecordedCall(
    string Name, string Path, string ContentType, string? Authorization, string Body, int Status, string AnswerType, string Answer);

static class Recordings
{
    static readonly string Folder = System.IO.Path.Combine(TestsFolder.Path, "recordings");

    internal static IReadOnlyList<RecordedHook> Hooks { get; } = [.. Directory.GetFiles(Folder, "*.jsonl").Order().SelectMany(Read)];

    internal static TheoryData<string> Scenarios => [.. Hooks.Select(h => h.Scenario).Distinct()];

    internal static IEnumerable<RecordedHook> Of(string scenario) =>
        Hooks.Where(h => h.Scenario.Split('-')[0] == scenario || h.Scenario == scenario);

    internal static RecordedCall Call(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(Folder, "api", name + ".json")));
        var request = json.RootElement.GetProperty("request");
        var response = json.RootElement.GetProperty("response");
        var sent = request.GetProperty("headers");
        return new RecordedCall(
            name,
            new Uri(request.GetProperty("url").GetString()!).AbsolutePath,
            sent.GetProperty("content-type").GetString()!,
            sent.TryGetProperty("authorization", out var authorization) ? authorization.GetString() : null,
            request.GetProperty("body").GetString()!,
            response.GetProperty("status").GetInt32(),
            response.GetProperty("headers").GetProperty("content-type").GetString()!,
            response.GetProperty("body").GetString()!);
    }

    static IEnumerable<RecordedHook> Read(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var json = JsonDocument.Parse(line);
            var hook = json.RootElement;
            if (hook.GetProperty("type").GetString() == "webhook")
            {
                yield return new RecordedHook(
                    System.IO.Path.GetFileNameWithoutExtension(file),
                    hook.GetProperty("seq").GetInt32(),
                    hook.GetProperty("receivedAt").GetDateTimeOffset(),
                    hook.GetProperty("headers").GetProperty("authorization").GetString()!,
                    hook.GetProperty("body").GetString()!);
            }
        }
    }
}
