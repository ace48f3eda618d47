/**
 * Which churches the next key acts on. The selection never slides onto another church by itself: when a selected one
 * leaves the list for a reason of its own, it is deselected, so that a key already on its way hits nobody else.
 */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Where the arrows go on from. */
  readonly cursor: string | null;
  /** Where a range began. */
  readonly anchor: string | null;
}

export const nothing: Selection = { ids: new Set(), cursor: null, anchor: null };

export const only = (id: string): Selection => ({ ids: new Set([id]), cursor: id, anchor: id });

export const everything = (order: readonly string[]): Selection =>
  order.length === 0 ? nothing : { ids: new Set(order), cursor: order[0] ?? null, anchor: order[0] ?? null };

/** A click: alone, `toggle` (Ctrl or Cmd) adds or takes one, `range` (Shift) takes all from the anchor. */
export function click(selection: Selection, order: readonly string[], id: string, how: { toggle?: boolean; range?: boolean }): Selection {
  if (how.range === true && selection.anchor !== null) return reach(selection, order, id);
  if (how.toggle !== true) return only(id);
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, cursor: id, anchor: id };
}

/** An arrow: so many places on, clamped to the ends; with `extend` the range grows instead. */
export function move(selection: Selection, order: readonly string[], by: number, extend = false): Selection {
  if (order.length === 0) return nothing;
  const at = selection.cursor === null ? -1 : order.indexOf(selection.cursor);
  const from = at < 0 ? (by > 0 ? -1 : order.length) : at;
  const to = order[Math.min(order.length - 1, Math.max(0, at < 0 ? from + Math.sign(by) : from + by))];
  if (to === undefined) return selection;
  return extend && selection.anchor !== null ? reach(selection, order, to) : only(to);
}

function reach(selection: Selection, order: readonly string[], id: string): Selection {
  const anchor = selection.anchor ?? id;
  const [from, to] = [order.indexOf(anchor), order.indexOf(id)];
  if (from < 0 || to < 0) return only(id);
  const ids = new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1));
  return { ids, cursor: id, anchor };
}

/** The selection after the list changed by itself. The same object when nothing of it was touched. */
export function settle(selection: Selection, order: readonly string[]): Selection {
  if (selection.ids.size === 0 && selection.cursor === null) return selection;
  const here = new Set(order);
  const ids = [...selection.ids].filter((id) => here.has(id));
  const kept = (id: string | null) => (id !== null && here.has(id) ? id : null);
  const [cursor, anchor] = [kept(selection.cursor), kept(selection.anchor)];
  if (ids.length === selection.ids.size && cursor === selection.cursor && anchor === selection.anchor) return selection;
  return { ids: new Set(ids), cursor, anchor };
}

/**
 * After an own action that takes churches out of the list: the next one that stays, else the one before, so that a
 * queue can be worked through with one key.
 */
export function advance(order: readonly string[], gone: ReadonlySet<string>): Selection {
  const last = order.findLastIndex((id) => gone.has(id));
  if (last < 0) return nothing;
  const stays = (id: string) => !gone.has(id);
  const next = order.slice(last + 1).find(stays) ?? order.slice(0, last).findLast(stays);
  return next === undefined ? nothing : only(next);
}
