namespace VideoWall.Simulation;

/// <summary>Carries a webhook to the real door, over HTTP or within the process.</summary>
/// <param name="body">UTF-8 JSON.</param>
/// <param name="authorization">The header's value: the bare token.</param>
/// <returns>The HTTP status. An exception stands for a broken connection.</returns>
public delegate Task<int> WebhookSender(ReadOnlyMemory<byte> body, string authorization, CancellationToken cancellation);
