using VideoWall.Actors;
using VideoWall.Hosting;
using VideoWall.Standalone.Mailboxes;
using VideoWall.Storage;
using VideoWall.WebFront.Processes;
using VideoWall.WebFront.Settings;

namespace VideoWall.Standalone;

/// <summary>All actors in this process, each behind a mailbox.</summary>
sealed class MailboxActors : IHallActors
{
    public TimeSpan ShutdownTimeout => TimeSpan.FromSeconds(5);

    public void Read(SettingsReader reader)
    {
        // Nothing to set: everything lives here.
    }

    public void Add(WebApplicationBuilder builder, Store store, string connectionString) => builder.Services
        .AddSingleton(ActorHost.Create).AddSingleton<IActors>(p => p.GetRequiredService<ActorSystem>()).AddHostedService<ActorHost>()
        .AddSingleton<IProcesses, OneProcess>();
}
