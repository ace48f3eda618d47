// @vitest-environment node
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeHub } from '../test/fakeHub';
import { readFixture } from '../test/fixtures';
import { RosterStream } from './rosterStream';
import type { RosterState } from './rosterStore';

const snapshot = (revision: number) => ({ ...(readFixture('snapshot') as object), revision, seats: [] });
const delta = (from: number, to: number, more: object = {}) => ({ from, to, ...more });
const missed = (...deltas: object[]) => ({ serviceId: 's1', deltas });

let states: RosterState[];
let faults: unknown[];
let stream: RosterStream;

beforeEach(() => {
  states = [];
  faults = [];
  stream = new RosterStream({
    request: () => ({ serviceId: 's1' }),
    onState: (state) => states.push(state),
    onFault: (fault) => faults.push(fault),
  });
});

/** Gives the answers to `Watch` in turn and notes the revisions it was asked with. */
function hubOf(...answers: unknown[]) {
  const hub = new FakeHub(null, () => answers.shift() ?? Promise.reject(new Error('no more answers')));
  const asked = () => hub.calls.map((call) => (call.args[0] as { revision?: number }).revision);
  return { hub, asked };
}

const revisions = () => states.map((state) => state.revision);

describe('a roster stream', () => {
  it('starts with a snapshot and follows deltas', async () => {
    const { hub, asked } = hubOf(snapshot(5));
    await stream.open(hub);
    hub.emit('changed', delta(5, 6));
    hub.emit('changed', delta(5, 6));
    hub.emit('changed', delta(6, 9, { blank: true }));
    expect([asked(), revisions(), stream.state?.blank]).toEqual([[undefined], [5, 6, 9], true]);
  });

  it('asks with its revision after a reconnect and applies what it missed', async () => {
    await stream.open(hubOf(snapshot(5)).hub);
    const { hub, asked } = hubOf(missed(delta(5, 6), delta(6, 8)));
    await stream.open(hub);
    expect([asked(), stream.state?.revision]).toEqual([[5], 8]);
  });

  it('mends a gap, together with what came meanwhile', async () => {
    const { hub, asked } = hubOf(snapshot(5), missed(delta(5, 7)));
    await stream.open(hub);
    hub.emit('changed', delta(7, 8));
    hub.emit('changed', delta(8, 9));
    await vi.waitFor(() => expect(stream.state?.revision).toBe(9));
    expect(asked()).toEqual([undefined, 5]);
  });

  it('takes a snapshot when the missed ones do not close the gap', async () => {
    const { hub, asked } = hubOf(snapshot(5), missed(delta(6, 7)), snapshot(7));
    await stream.open(hub);
    hub.emit('changed', delta(7, 8));
    await vi.waitFor(() => expect(stream.state?.revision).toBe(8));
    expect(asked()).toEqual([undefined, 5, undefined]);
  });

  it('takes a snapshot when a delta contradicts the state', async () => {
    const { hub, asked } = hubOf(snapshot(5), missed(delta(5, 6, { seats: [{ seat: 3, muted: true }] })), snapshot(6));
    await stream.open(hub);
    hub.emit('changed', delta(5, 6, { seats: [{ seat: 3, muted: true }] }));
    await vi.waitFor(() => expect(stream.state?.revision).toBe(6));
    expect(asked()).toEqual([undefined, 5, undefined]);
  });

  it('takes a snapshot that is older than what it has: the server started anew', async () => {
    await stream.open(hubOf(snapshot(50)).hub);
    await stream.open(hubOf(snapshot(3)).hub);
    expect(stream.state?.revision).toBe(3);
  });

  it('says in which epoch its revision counts, and takes the whole where that is over', async () => {
    await stream.open(hubOf({ ...snapshot(5), epoch: 'before' }).hub);
    const { hub } = hubOf({ ...snapshot(5), title: 'Another history', epoch: 'after' }, missed());
    await stream.open(hub);
    expect([hub.calls.map((call) => call.args[0]), stream.state?.title]).toEqual([[{ serviceId: 's1', revision: 5, epoch: 'before' }], 'Another history']);
    hub.emit('changed', delta(5, 6));
    expect([stream.state?.revision, stream.state?.epoch]).toEqual([6, 'after']);
  });

  it('keeps deltas that come before the answer', async () => {
    const { hub } = hubOf(snapshot(5));
    const opening = stream.open(hub);
    hub.emit('changed', delta(5, 6));
    await opening;
    expect(stream.state?.revision).toBe(6);
  });

  it('reports messages that make no sense and keeps the state', async () => {
    const { hub } = hubOf(snapshot(5));
    await stream.open(hub);
    hub.emit('changed', { from: 'x' });
    expect([faults.length, stream.state?.revision]).toEqual([1, 5]);
  });

  it('ignores what an old connection still says', async () => {
    const old = hubOf(snapshot(5)).hub;
    await stream.open(old);
    await stream.open(hubOf(missed()).hub);
    old.emit('changed', delta(5, 6));
    expect(stream.state?.revision).toBe(5);
  });
});
