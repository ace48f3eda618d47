using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access;

/// <summary>
/// The open connections of people and programs, and of churches by their personal links, with what they were let in for. Each second the
/// store is asked about all of them at once; whose credential is gone, or stands for another role, is put out. Why there is no notice
/// from silo to silo: docs/adr/0021.
/// </summary>
sealed partial class OpenConnections(Credentials credentials, TimeProvider time, ILogger<OpenConnections> log) : BackgroundService
{
    /// <summary>Half of the two seconds that are promised; the other half is for the store and the goodbye.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<string, Open> open = new();

    /// <param name="credential">Null for what cannot be withdrawn: such a connection is not followed.</param>
    /// <param name="who">Whom it let in.</param>
    /// <param name="end">Ends the connection; may be called when it has ended.</param>
    public void Add(string connection, Credential? credential, object? who, Action end)
    {
        if (credential is not null && who is not null)
        {
            open[connection] = new(credential, who, end);
        }
    }

    public void Remove(string connection) => open.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await Look(stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The program ends, and its connections with it.
        }
    }

    async Task Look(CancellationToken stopping)
    {
        var all = open.ToArray(); // who comes while the store is asked is not in its answer
        try
        {
            var standing = await credentials.Find(all.Select(o => o.Value.Credential), stopping);
            foreach (var (connection, page) in all)
            {
                if (!page.Who.Equals(standing.GetValueOrDefault(page.Credential)))
                {
                    LogEnded(connection, page.Credential.Kind, page.Who);
                    Remove(connection);
                    page.End();
                }
            }
        }
        catch (JournalUnavailableException away)
        {
            LogAway(away.Message); // nobody can withdraw anything meanwhile either, and pages go on
        }
    }

    sealed record Open(Credential Credential, object Who, Action End);

    [LoggerMessage(2410, LogLevel.Information, "Connection {Connection} is ended: the {Kind} of {Who} does not stand as it did.")]
    partial void LogEnded(string connection, CredentialKind kind, object who);

    [LoggerMessage(2411, LogLevel.Debug, "Whether open connections still stand could not be asked: {Reason}")]
    partial void LogAway(string reason);
}
