using VideoWall.Actors.Hosting;
using VideoWall.Actors.Ports;

namespace VideoWall.Grains;

/// <summary>What the actors of one silo work with. Their time is theirs: Orleans keeps its own.</summary>
public sealed record GrainPorts(IJournal Journal, ISnapshots Snapshots, IRooms Rooms, AlarmClock Alarms, TimeProvider Time);
