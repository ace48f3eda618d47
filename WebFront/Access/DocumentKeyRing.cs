using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using VideoWall.Grains.Interfaces;

namespace VideoWall.WebFront.Access;

/// <summary>
/// Keeps the keys that encrypt cookies and hub tokens in the store, so that they outlive a restart and all processes share them.
/// </summary>
/// <remarks>
/// Not encrypted further: whoever reads the database reads the users as well. The interface is not asynchronous; the
/// framework calls it about once a day and remembers the answer. The first time is another matter: see <see cref="FirstKeys"/>.
/// </remarks>
sealed class DocumentKeyRing(IDocuments documents) : IXmlRepository
{
    const string Kind = "cookie-key";

    IReadOnlyCollection<Document>? early;

    /// <summary>Reads the keys for the next time that the framework asks.</summary>
    public async Task<bool> ReadEarly()
    {
        var keys = await documents.All(Kind);
        early = keys;
        return !keys.IsEmpty;
    }

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. (Interlocked.Exchange(ref early, null) ?? Task.Run(() => documents.All(Kind)).GetAwaiter().GetResult())
            .Select(d => XElement.Parse(Encoding.UTF8.GetString(d.Data.Span)))];

    public void StoreElement(XElement element, string friendlyName)
    {
        var document = new Document(Kind, friendlyName, 0, Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting)));
        if (!Task.Run(() => documents.Put(document)).GetAwaiter().GetResult())
        {
            throw new InvalidOperationException($"The cookie key {friendlyName} exists already.");
        }
    }
}
