using System.Globalization;
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
/// framework reads at start, before the server listens, and then about once a day.
/// </remarks>
sealed class DocumentXmlRepository(IDocuments documents) : IXmlRepository
{
    const string Kind = "cookie-key";

    int next;

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var found = Wait(() => documents.All(Kind));
        next = found.Select(d => Number(d.Key)).DefaultIfEmpty().Max() + 1;
        return [.. found.Select(d => XElement.Parse(Encoding.UTF8.GetString(d.Data.Span)))];
    }

    /// <summary>
    /// Of the keys that several processes make at once, having found that there is none, one is kept: the framework reads
    /// again after this and takes that one. Otherwise each would use its own, which the others would not know until tomorrow.
    /// </summary>
    public void StoreElement(XElement element, string friendlyName)
    {
        var data = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        var key = element.Name.LocalName == "key" ? next.ToString("D6", CultureInfo.InvariantCulture) : friendlyName;
        if (!Wait(() => documents.Put(new(Kind, key, 0, data))) && key == friendlyName)
        {
            throw new InvalidOperationException($"The document {Kind}/{friendlyName} exists already.");
        }
    }

    // Off the caller's context, should there be one.
    static T Wait<T>(Func<Task<T>> call) => Task.Run(call).GetAwaiter().GetResult();

    static int Number(string key) => int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
