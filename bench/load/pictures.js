// What walls show. Walls of one service that were told the same show the same: they share one picture, and what a message
// makes of it is worked out once for all of them. A real wall does that on a machine of its own; here it must not take the
// servers' processor time.
const PICTURES_KEPT = 64, STEPS_KEPT = 512;

/** Never changed: a message leads on to another one. `seats` and `revision` are the adapter's, if its messages need them. */
class Picture {
  steps = new Map(); // text of a message → what it makes of this picture
  constructor(churches, strangers, revision, seats) { Object.assign(this, { churches, strangers, revision, seats }); }
}

function sameItems(a, b, same) { // holes count
  for (let i = Math.max(a.length, b.length) - 1; i >= 0; i--) if (a[i] !== b[i] && !(a[i] && b[i] && same(a[i], b[i]))) return false;
  return true;
}
const sameSeat = (a, b) => a.identity === b.identity && a.participantSid === b.participantSid && a.trackSid === b.trackSid;
const sameShown = (a, b) => a.state === b.state && a.version === b.version;

/** The pictures of one service. */
export class Pictures {
  #recent = new Map(); // pictures by revision
  #steps = []; // [picture, text], oldest first: a wall that lags further behind works for itself
  #o;
  /** versions: of each church, all states that it will have; sent: when each event was, 0 before; prefix: of the events' ids. */
  constructor({ index, versions, versionOf, sent, firstMeasured, prefix }) {
    this.#o = { index, versions, versionOf, sent, firstMeasured, prefix };
    this.empty = new Picture(versions.map(() => ({ state: '', version: 0 })), new Set(), null, null);
  }

  /**
   * What a message makes of a picture: { picture, shown: events that it shows for the first time, overtaken, phantoms,
   * strangers: how often it named somebody unknown }. `decode` is called when it came for the first time, with the picture;
   * null: it says nothing. `text`: null for what is said to one wall only.
   */
  after(before, text, decode) {
    let step = text === null ? undefined : before.steps.get(text);
    if (!step) {
      const message = decode(before);
      if (!message) return null;
      step = this.#step(before, message);
      if (text !== null) this.#keep(before, text, step);
    }
    return step;
  }

  #keep(before, text, step) {
    before.steps.set(text, step);
    this.#steps.push([before, text]);
    if (this.#steps.length < 2 * STEPS_KEPT) return;
    for (const [picture, old] of this.#steps.splice(0, STEPS_KEPT)) picture.steps.delete(old);
  }

  #step(before, { roster, changes, revision = null, seats = null }) {
    const step = { picture: null, shown: [], overtaken: 0, phantoms: 0, strangers: 0 };
    const churches = (roster ? this.empty : before).churches.slice();
    const strangers = new Set(roster ? [] : before.strangers);
    for (const { identity, state, eventId } of roster ?? changes) {
      const c = this.#o.index.get(identity);
      if (c === undefined) {
        if (state) strangers.add(identity); else strangers.delete(identity);
        step.strangers += !roster;
      } else churches[c] = { state, version: roster ? before.churches[c].version : this.#version(this.#o.versions[c], before.churches[c].version, state, eventId, step) };
    }
    step.picture = this.#known(new Picture(churches, strangers, revision, seats));
    return step;
  }

  /** The newest version of a church that a change shows; what came between is shown too, or overtaken. */
  #version(list, last, state, eventId, step) {
    const { versionOf, sent, firstMeasured, prefix } = this.#o;
    let found = 0;
    if (eventId !== undefined) found = eventId.startsWith(prefix) ? versionOf.get(parseInt(eventId.slice(prefix.length), 36)) ?? 0 : 0;
    else for (let v = last + 1; v < list.length && sent[list[v].ev]; v++) if (list[v].state === state) { found = v; break; }
    if (found <= last) {
      step.phantoms += state !== list[last].state;
      return last;
    }
    // There and back between two messages: such a change never shows, and nobody waited for it.
    for (let v = found - 1; v > last; v--) if (list[v].state === list[last].state) { step.overtaken += list[v].ev >= firstMeasured; last = v; }
    for (let v = last + 1; v <= found; v++) if (list[v].ev >= firstMeasured && sent[list[v].ev]) step.shown.push(list[v].ev); // unsent: dropped on the way, as LiveKit does
    return found;
  }

  /** Walls that came to the same on different ways share from there on. */
  #known(picture) {
    if (picture.revision === null) return picture;
    const other = this.#recent.get(picture.revision);
    if (other && other.strangers.size === 0 && picture.strangers.size === 0 && sameItems(other.churches, picture.churches, sameShown) && sameItems(other.seats, picture.seats, sameSeat)) return other;
    this.#recent.set(picture.revision, picture);
    if (this.#recent.size > PICTURES_KEPT) this.#recent.delete(this.#recent.keys().next().value);
    return picture;
  }
}
