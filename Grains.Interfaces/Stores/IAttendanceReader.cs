using VideoWall.Domain;
using VideoWall.Domain.Services;

namespace VideoWall.Grains.Interfaces;

/// <summary>Reads a service's attendance from its journal, beside its grain: a long list never holds up a live wall.</summary>
public interface IAttendanceReader
{
    /// <exception cref="JournalUnavailableException">Postgres is away.</exception>
    Task<IReadOnlyList<AttendanceEntry>> Read(ServiceId service, CancellationToken cancellation = default);
}
