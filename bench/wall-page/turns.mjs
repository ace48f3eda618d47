// What a page turn does to the wall page: looked at in the page itself, once a frame.

/** In the page: notes each turn, which tiles of the new page showed their picture at once, and when each had moved; adds up layout shifts. */
export function watchTurns() {
  window.turns = [];
  window.shift = 0;
  // Of tiles only: words on a name card change places when a church comes or goes, turn or not. Before the first turn the grid itself was changed.
  const moves = ({ sources }) => window.turns.length > 0 && sources.some(({ node }) => node?.matches?.('.tile'));
  new PerformanceObserver((list) => list.getEntries().filter(moves).forEach(({ value }) => (window.shift += value))).observe({ type: 'layout-shift' });
  const shown = () => [...document.querySelectorAll('[data-tile]')];
  const page = () => document.querySelector('[data-turn]').dataset.turn;
  let last = page(), turn = null;
  const step = (now) => {
    if (page() !== last) {
      last = page();
      const tiles = shown(), live = tiles.filter((t) => t.dataset.state === 'live');
      const loading = tiles.filter((t) => t.dataset.state === 'loading').length; // a picture is there and was not painted before the turn
      turn = { at: now, live: live.length, loading, moved: null, waiting: new Map(live.map((t) => [t, Number(t.dataset.frames)])) };
      window.turns.push(turn);
    }
    if (turn?.moved === null) {
      // Whose church left meanwhile will not move.
      for (const [tile, frames] of turn.waiting) if (Number(tile.dataset.frames) > frames || tile.dataset.state !== 'live') turn.waiting.delete(tile);
      if (turn.waiting.size === 0) turn.moved = now - turn.at;
    }
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}

/** The last turn is left out: it may not be through. */
export function turnsOf({ turns, shift }) {
  const whole = turns.slice(0, -1), sum = (name) => whole.reduce((total, t) => total + t[name], 0);
  const moved = whole.map((t) => t.moved).sort((a, b) => a - b);
  return { turns: whole.length, layoutShift: shift, liveAtTurn: sum('live'), loadingAtTurn: sum('loading'), allMovedAfterMs: { median: Math.round(moved[Math.floor((moved.length - 1) / 2)]), most: Math.round(moved.at(-1)) } };
}
