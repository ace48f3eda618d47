using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Idempotency;

/// <summary>
/// An answer as the store keeps it: encrypted, since it may hold what is shown only once (an API key) or opens something (a join link).
/// Bound to its caller and key, so that no row can stand in for another.
/// </summary>
sealed class AnswerSeal(IDataProtectionProvider protection)
{
    const string Purpose = "VideoWall.IdempotentAnswer";

    public IdempotentAnswer Seal(string scope, string key, HttpResponse response, ReadOnlyMemory<byte> body)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(response.ContentType ?? "");
        writer.Write(response.Headers.Location.ToString());
        writer.Write(body.Span);
        writer.Flush();
        return new(response.StatusCode, Protector(scope, key).Protect(bytes.ToArray()));
    }

    /// <summary>Gives the answer once more.</summary>
    public async Task Replay(string scope, string key, IdempotentAnswer answer, HttpResponse response)
    {
        using var bytes = new MemoryStream(Protector(scope, key).Unprotect(answer.Body.ToArray()));
        using var reader = new BinaryReader(bytes);
        var (type, location) = (reader.ReadString(), reader.ReadString());
        response.StatusCode = answer.Status;
        response.Headers[IdempotencySetup.Replayed] = "true";
        response.ContentType = type.Length > 0 ? type : null;
        if (location.Length > 0)
        {
            response.Headers.Location = location;
        }
        if (bytes.Position < bytes.Length)
        {
            response.ContentLength = bytes.Length - bytes.Position;
            await bytes.CopyToAsync(response.Body);
        }
    }

    IDataProtector Protector(string scope, string key) => protection.CreateProtector(Purpose, scope, key);
}
