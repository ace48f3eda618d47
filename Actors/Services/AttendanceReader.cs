using VideoWall.Actors.Kernel;
using VideoWall.Actors.Ports;
using VideoWall.Domain;
using VideoWall.Domain.Services;

namespace VideoWall.Actors.Services;

/// <summary>Reads a service's attendance from its journal, beside its actor: a long list never holds up a live wall.</summary>
public sealed class AttendanceReader(IJournal journal, TimeProvider time)
{
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    public async Task<IReadOnlyList<AttendanceEntry>> Read(ServiceId service, CancellationToken cancellation = default)
    {
        var attendance = new Attendance();
        await foreach (var recorded in journal.Read(ServiceRules.Stream(service.Value), 0, cancellation))
        {
            attendance.Add(Codecs.Service.Read(recorded.Event), recorded.Event.At);
        }
        return attendance.Entries(time.GetUtcNow());
    }
}
