using VideoWall.Domain;
using VideoWall.Domain.Services;
using VideoWall.Grains.EventSourcing;
using VideoWall.Grains.Interfaces;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.Services;

/// <inheritdoc/>
public sealed class AttendanceReader(IJournal journal, TimeProvider time) : IAttendanceReader
{
    public async Task<IReadOnlyList<AttendanceEntry>> Read(ServiceId service, CancellationToken cancellation = default)
    {
        var attendance = new Attendance();
        await foreach (var recorded in journal.Read(ServiceStream.Name(service.Value), 0, cancellation))
        {
            attendance.Add(Codecs.Service.Read(recorded.Event), recorded.Event.At);
        }
        return attendance.Entries(time.GetUtcNow());
    }
}
