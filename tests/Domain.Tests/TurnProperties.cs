using VideoWall.Domain.Services;
using VideoWall.Domain.Wall;

namespace VideoWall.Domain.Tests;

/// <summary>What the walls show while a service runs.</summary>
public sealed class TurnProperties
{
    [Fact]
    public void TurnOnShow_WhenChurchesComeAndGo_StaysWhileItExists() => Property.Holds(Scripts.Any, steps =>
    {
        foreach (var take in Scripts.Play(steps).Takes.Where(t => t.Before.Turns > 0 && t.After.Turns > 0 && !TurnsPages(t.Command)))
        {
            var shown = take.Before.Clock.TurnAt(take.At, take.Before.Turns);
            if (shown < take.After.Turns)
            {
                Assert.Equal(shown, take.After.Clock.TurnAt(take.At, take.After.Turns));
            }
            if (take.Command is not ChangeSettings)
            {
                Assert.Equal(take.Before.Clock.NextTurnAfter(take.At), take.After.Clock.NextTurnAfter(take.At));
            }
        }
    });

    [Fact]
    public void HeldTurn_OfAnyService_Exists() => Property.Holds(Scripts.Any, steps => Assert.All(
        Scripts.Play(steps).Takes, t => Assert.True((t.After.Clock.HeldTurn ?? 0) < Math.Max(t.After.Turns, 1), $"{t.After.Clock} of {t.After.Turns}")));

    [Fact]
    public void Spotlight_OfAnyService_HoldsOnlyChurchesOnTheWall_OrWithASeatKeptForThem() => Property.Holds(Scripts.Any, steps => Assert.All(
        Scripts.Play(steps).Takes, t => Assert.All(t.After.Spotlight, id => Assert.True(t.After.Churches[id] is { Seat: >= 0, Hidden: false }, $"{id} after {t.Command}"))));

    [Fact]
    public void Pages_OfAnyService_ShowEverySeatedChurchOnceInARound() => Property.Holds(Scripts.Any, steps =>
    {
        var state = Scripts.Play(steps).State;
        var (size, screens) = (state.Settings.PageSize, state.Settings.Screens);
        var shown = new List<ChurchId>();
        for (var turn = 0; turn < state.Turns; turn++)
        {
            for (var screen = 0; screen < screens; screen++)
            {
                if (Paging.PageOn(screen, turn, screens, state.Pages) is { } page)
                {
                    Assert.Equal(turn, Paging.TurnOf(page, screens));
                    shown.AddRange(state.Churches.Values.Where(c => c.Seat is >= 0 && Paging.PageOf(c.Seat.Value, size) == page).Select(c => c.Id));
                }
            }
        }
        Assert.Equal(state.Churches.Values.Where(c => c.Seat >= 0).Select(c => c.Id.Value).Order(), shown.Select(c => c.Value).Order());
    });

    [Fact]
    public void OnAir_InAnyService_IsWhoTheWallsShow() => Property.Holds(Scripts.Any, steps =>
    {
        var service = Scripts.Play(steps);
        var (state, now) = (service.State, service.Now);
        var turn = state.Clock.TurnAt(now, state.Turns);
        var pages = Enumerable.Range(0, state.Settings.Screens).Select(screen => Paging.PageOn(screen, turn, state.Settings.Screens, state.Pages)).ToList();
        foreach (var church in state.Churches.Values)
        {
            var view = SeatView.Of(church);
            var isShown = !state.Blank && view is { State: SeatState.Live or SeatState.Joining } && Audience.OnWalls(view)
                && (pages.Contains(Paging.PageOf(view.Seat, state.Settings.PageSize)) || state.Spotlight.Contains(church.Id));
            Assert.Equal(isShown, state.IsOnAir(church, now));
        }
    });

    static bool TurnsPages(ServiceCommand command) => command is Act
    {
        Action: ServiceAction.Next or ServiceAction.Previous or ServiceAction.Goto or ServiceAction.Hold or ServiceAction.Resume,
    };
}
