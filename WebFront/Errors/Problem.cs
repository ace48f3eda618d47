using Microsoft.AspNetCore.Http;
using VideoWall.Domain;

namespace VideoWall.WebFront.Errors;

/// <summary>An expected "no" of the web front itself, as a value.</summary>
/// <param name="Title">For people: what is wrong.</param>
/// <param name="Detail">For people: what to do.</param>
/// <param name="Field">The request's field at fault, in its wire name.</param>
public sealed record Problem(int Status, string Code, string Title, string Detail, string? Field = null)
{
    public Problem(Refusal refusal)
        : this(Problems.StatusOf(refusal.Code), Problems.CodeOf(refusal.Code), refusal.Reason, refusal.Cure, refusal.Field)
    {
    }

    public IResult ToResult() => Problems.Of(Status, Code, Title, Detail, Field);
}
