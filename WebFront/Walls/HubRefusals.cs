using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace VideoWall.WebFront.Walls;

/// <summary>
/// Tells a hub's refusals (<see cref="HubException"/>: anybody can provoke them) from its faults in the log. SignalR logs both as
/// errors with a stack, so its own word on them is left out.
/// </summary>
sealed partial class HubRefusals(ILogger<HubRefusals> log) : IHubFilter
{
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (HubException refusal)
        {
            LogRefused(invocationContext.HubMethodName, refusal.Message);
            throw;
        }
        catch (Exception fault) when (!invocationContext.Context.ConnectionAborted.IsCancellationRequested)
        {
            LogFailed(invocationContext.HubMethodName, fault);
            throw;
        }
    }

    [LoggerMessage(2004, LogLevel.Debug, "The hub refused {Method}: {Reason}")]
    partial void LogRefused(string method, string reason);

    [LoggerMessage(2005, LogLevel.Error, "The hub's {Method} failed.")]
    partial void LogFailed(string method, Exception fault);
}

static class HubRefusalsSetup
{
    public static void AddHubRefusals(this IServiceCollection services) => services.AddSingleton<HubRefusals>()
        .AddLogging(log => log.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.Critical));
}
