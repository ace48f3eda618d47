using Microsoft.Extensions.Hosting;
using VideoWall.LiveKit.Api;

namespace VideoWall.WebFront.Media;

/// <summary>Asks LiveKit now and then whether it is there and knows our key; readiness tells the latest answer.</summary>
/// <param name="client">Null without a media server.</param>
sealed class LiveKitHealth(RoomServiceClient? client, TimeProvider time) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    /// <summary>Null when well, else the reason in words.</summary>
    public string? Reason { get; private set; } = client is null ? null : "not asked yet";

    public bool IsConfigured => client is not null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (client is null)
        {
            return;
        }
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            var answer = await client.Check(stoppingToken);
            Reason = answer.Kind switch
            {
                AnswerKind.Success => null,
                AnswerKind.Unreachable => "LiveKit does not answer at LIVEKIT_URL; start it or mend the address.",
                _ => $"LiveKit refuses our key ({answer.Message}); LIVEKIT_API_KEY and LIVEKIT_API_SECRET must match its keys.",
            };
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
