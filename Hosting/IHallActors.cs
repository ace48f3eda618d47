using VideoWall.Storage;
using VideoWall.WebFront.Settings;

namespace VideoWall.Hosting;

/// <summary>What tells one host from another: where the actors of a hall live.</summary>
public interface IHallActors
{
    /// <summary>How long a stop may take: what is under way ends, the rest moves.</summary>
    TimeSpan ShutdownTimeout { get; }

    /// <summary>Reads the settings that only this host knows; what is wrong with them becomes a fault of the reader.</summary>
    void Read(SettingsReader reader);

    /// <summary>Adds the actors (<see cref="Actors.IActors"/>) to the program.</summary>
    /// <param name="connectionString">The database's, in Npgsql form.</param>
    void Add(WebApplicationBuilder builder, Store store, string connectionString);
}
