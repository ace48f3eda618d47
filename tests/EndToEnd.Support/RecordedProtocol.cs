using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace VideoWall.EndToEnd.Support;

/// <summary>SignalR's JSON protocol, which also keeps every message as it came.</summary>
/// <param name="counted">Calls of this method are counted in bytes.</param>
sealed class RecordedProtocol(string counted) : IHubProtocol
{
    readonly JsonHubProtocol json = new();
    readonly StringBuilder raw = new();
    readonly ConcurrentQueue<int> sizes = new();

    public string Name => json.Name;

    public int Version => json.Version;

    public TransferFormat TransferFormat => json.TransferFormat;

    /// <summary>Everything that ever came.</summary>
    public string Raw
    {
        get
        {
            lock (raw)
            {
                return raw.ToString();
            }
        }
    }

    /// <summary>The size of the counted call that is handled now: the library hands them over one by one, in order.</summary>
    public int NextSize() => sizes.TryDequeue(out var size) ? size : throw new InvalidOperationException("No such call came.");

    public bool IsVersionSupported(int version) => json.IsVersionSupported(version);

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        var before = input;
        var parsed = json.TryParseMessage(ref input, binder, out message);
        var taken = before.Slice(before.Start, input.Start);
        lock (raw)
        {
            raw.Append(Encoding.UTF8.GetString(taken));
        }
        if (message is InvocationMessage call && call.Target == counted)
        {
            sizes.Enqueue((int)taken.Length);
        }
        return parsed;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output) => json.WriteMessage(message, output);

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message) => json.GetMessageBytes(message);
}
