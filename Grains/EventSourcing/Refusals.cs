using VideoWall.Domain;
using VideoWall.Grains.Ports;

namespace VideoWall.Grains.EventSourcing;

/// <summary>What a caller hears when the listings hold already what its command asks for.</summary>
static class Refusals
{
    public static Refusal Of(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.RoomTaken => new(RefusalCode.RoomTaken, "Another service that has not ended uses this room.", "Choose another room, or end the other service.", "room"),
        AppendOutcome.ExternalIdTaken => new(RefusalCode.ExternalIdTaken, "Another church has this external id already.", "Use another, or change that church instead.", "externalId"),
        AppendOutcome.CodeTaken => new(RefusalCode.CodeTaken, "The code is taken.", "Try again; another code will be made."),
        _ => new(RefusalCode.TryAgain, "The link key is taken.", "Try again; another key will be made."),
    };
}
