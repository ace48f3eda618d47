using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using VideoWall.Grains.Interfaces;
using VideoWall.WebFront.Idempotency;

namespace VideoWall.WebFront.OpenApi;

/// <summary>Adds the header Idempotency-Key to the calls that take it.</summary>
static class IdempotencyKeyTransformer
{
    static readonly string Description =
        $"Makes the call safe to repeat. A repeat of the same request with the same key gets the first answer, with the header `{IdempotencySetup.Replayed}: true`; "
        + "the key with another request is refused (422 `idempotency_key_reused`), and so is a repeat while the first is under way (409 `in_progress`, with `Retry-After`). "
        + $"1 to {IIdempotencyKeys.LongestKey} visible ASCII characters, kept {IIdempotencyKeys.Kept.TotalHours.ToString(CultureInfo.InvariantCulture)} hours.";

    public static Task Complete(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellation)
    {
        if (IdempotencySetup.Takes(context.Description.ActionDescriptor.EndpointMetadata, context.Description.HttpMethod))
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = IdempotencySetup.Header,
                In = ParameterLocation.Header,
                Description = Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IIdempotencyKeys.LongestKey, Pattern = "^[!-~]+$" },
            });
        }
        return Task.CompletedTask;
    }
}
