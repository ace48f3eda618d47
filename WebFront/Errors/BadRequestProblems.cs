using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace VideoWall.WebFront.Errors;

/// <summary>Says in plain words what the framework found wrong with a request, and in which field.</summary>
static partial class BadRequestProblems
{
    /// <summary>Whether it is the request's own fault that it could not be read.</summary>
    public static bool IsOfRequest(Exception fault) => fault is BadHttpRequestException || IsOfChunk(fault);

    /// <param name="fault">One that <see cref="IsOfRequest"/>.</param>
    public static IResult Explain(Exception fault) => fault is BadHttpRequestException request ? Explain(request) : StatusProblems.Of(StatusCodes.Status400BadRequest);

    // Kestrel's for a chunk whose size no number holds; all other chunks that are none are BadHttpRequestExceptions.
    static bool IsOfChunk(Exception fault) => fault is IOException { InnerException: OverflowException };

    static IResult Explain(BadHttpRequestException fault) => fault.StatusCode switch
    {
        StatusCodes.Status400BadRequest when fault.InnerException is JsonException json => Explain(json),
        StatusCodes.Status400BadRequest when MissingParameter().Match(fault.Message) is { Success: true } parameter =>
            Invalid($"{parameter.Groups["name"].Value} is missing.", "Send it with the request.", parameter.Groups["name"].Value),
        var status => StatusProblems.Of(status),
    };

    /// <param name="field">Whose text it is, in its wire name.</param>
    public static IResult NotText(string field) => Invalid(
        $"{field} is not a text.", "It holds a control character such as U+0000, or half a character (a lone surrogate). Leave that out.", field);

    static IResult Explain(JsonException fault)
    {
        if (fault is NotTextException)
        {
            return NotText(fault.Path is ['$', '.', .. var text] ? text : "The body");
        }
        if (fault.InnerException is JsonException || fault.Path is null)
        {
            return Invalid("The body is not JSON.", $"Correct it at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}.");
        }
        if (fault is WireTimeException && Field(fault) is { } time)
        {
            return Invalid($"{time} is not a time with an offset.", WireTime.Cure, time);
        }
        if (MissingMembers().Match(fault.Message) is { Success: true } missing)
        {
            var name = missing.Groups["name"].Value;
            return Invalid($"{name} is missing.", "Send it in the body.", name);
        }
        return Field(fault) is { } field
            ? Invalid($"{field} is of the wrong type.", "See the description of this call at /openapi/v1.json.", field)
            : Invalid("The body is of the wrong type.", "Send a JSON object. See the description of this call at /openapi/v1.json.");
    }

    static string? Field(JsonException fault) => fault.Path is ['$', '.', .. var field] ? field : null;

    static IResult Invalid(string title, string detail, string? field = null) =>
        Problems.Of(StatusCodes.Status400BadRequest, "invalid", title, detail, field);

    // The wording of the generated endpoints and of System.Text.Json; a test holds these patterns against the real thing.
    [GeneratedRegex("""^Required parameter "\S+ (?<name>\w+)" was not provided from""")]
    private static partial Regex MissingParameter();

    [GeneratedRegex("missing required properties including: '(?<name>[^']+)'")]
    private static partial Regex MissingMembers();
}
