import { describe, expect, it } from 'vitest';
import { idleChurchMedia } from '../../shared/media/types';
import { inGreenRoom, letIn, onAir, opened, pass, play, problem, refuse, view } from '../test/fixtures';
import { turn } from './machine';
import { firstState, type JoinState } from './machineTypes';

const code = { kind: 'code', code: 'ABC234' } as const;
const link = { kind: 'link', key: 'KeY', code: null } as const;
const askedByCode = () => play(firstState, opened({ entry: code })).state;
const open = { ...idleChurchMedia, connection: 'open', published: true } as const;

describe('the way in', () => {
  it('begins at the code', () => {
    const { state, effects } = play(firstState, opened({ name: 'St. Mary' }));
    expect(state).toMatchObject({ step: 'code', pending: null, name: 'St. Mary' });
    expect(effects).toEqual([]);
  });

  it('checks a typed code without a name, then asks for the name', () => {
    const { state, effects } = play(firstState, opened({ name: 'St. Mary' }), { type: 'typed', text: ' abc-234 ' }, { type: 'code-submitted' });
    expect(effects).toEqual([
      { type: 'show-address', entry: code },
      { type: 'ask', call: state.call, purpose: 'check', entry: code, name: '', city: '', takeOver: false },
    ]);
    const named = refuse(state, 400, 'invalid', { errors: { name: ['name is empty.'] } }).state;
    expect(named).toMatchObject({ step: 'name', errors: {}, name: 'St. Mary', pending: null });
  });

  it('says when nothing was typed', () =>
    expect(play(firstState, opened(), { type: 'typed', text: ' - ' }, { type: 'code-submitted' }).state.notice).toEqual({ kind: 'empty-code' }));

  it('remembers the person and goes to the green room', () => {
    const named = play({ ...askedByCode(), step: 'name', pending: null }, { type: 'name-submitted', name: 'St. Mary', city: 'Ulm' });
    expect(named.effects.map(({ type }) => type)).toEqual(['remember-person', 'ask']);
    expect(letIn(named.state, { media: 'simulated', admission: 'waiting' }).state).toMatchObject({
      step: 'green-room',
      welcome: { churchName: 'St. Mary', title: 'Sunday', media: 'simulated', admission: 'waiting', wish: null },
    });
  });

  it('shows errors of the server at their fields', () => {
    const named = play({ ...askedByCode(), step: 'name' }, { type: 'name-submitted', name: 'x', city: 'y' }).state;
    const { state } = refuse(named, 400, 'invalid', { errors: { city: ['city is too long.', 'Use at most 80 characters.'] } });
    expect(state).toMatchObject({ step: 'name', errors: { city: 'city is too long.' }, pending: null });
  });

  it('takes a personal link straight to the green room', () => {
    const { state, effects } = play(firstState, opened({ entry: link }));
    expect(effects).toMatchObject([{ type: 'ask', purpose: 'enter', entry: link }]);
    expect(letIn(state).state.step).toBe('green-room');
  });

  it('comes back on air by itself after a reload', () => {
    const { state, effects } = play(firstState, opened({ entry: code, name: 'St. Mary', resume: true }));
    expect(state).toMatchObject({ step: 'on-air', air: { link: 'joining' } });
    expect(effects).toMatchObject([{ type: 'remember-session' }, { type: 'ask', purpose: 'air', name: 'St. Mary' }]);
  });

  it('ignores answers to questions that no longer count', () => {
    const asked = askedByCode();
    const retyped = play(asked, { type: 'typed', text: 'XYZ' }).state;
    expect(turn(retyped, { type: 'answered', call: asked.call, pass: pass() }).state).toBe(retyped);
    expect(turn(retyped, { type: 'refused', call: asked.call, problem: problem(404, 'unknown_code') }).state).toBe(retyped);
  });
});

describe('what the server refuses', () => {
  it('several services are for the church to choose from, and the choice is sent from then on', () => {
    const asked = play(firstState, opened({ entry: link })).state;
    const services = [{ id: 'a', title: 'Morning', startsAt: '2026-11-22T09:00:00Z' }, { id: 'b', title: 'Evening', startsAt: null }];
    const { state } = refuse(asked, 409, 'choose_service', { more: { services } });
    expect(state).toMatchObject({ step: 'code', notice: { kind: 'choose', services }, pending: null });
    const chosen = play(state, { type: 'service-chosen', service: 'b' });
    expect(chosen.effects).toMatchObject([{ type: 'ask', purpose: 'enter', entry: { ...link, service: 'b' } }]);
    expect(letIn(chosen.state).state).toMatchObject({ step: 'green-room', entry: { service: 'b' } });
  });

  it('an unknown code stays in the field', () =>
    expect(refuse(askedByCode(), 404, 'unknown_code').state).toMatchObject({ step: 'code', typed: 'ABC234', notice: { kind: 'unknown-code' }, pending: null }));

  it('a service that ended is not an unknown code', () =>
    expect(refuse(askedByCode(), 410, 'service_ended').state).toMatchObject({ step: 'code', notice: { kind: 'ended' } }));

  it('closed doors count down and knock again by themselves', () => {
    const more = { opensAt: '2026-01-01T09:30:00Z', startsAt: '2026-01-01T10:00:00Z' };
    const { state, effects } = refuse(askedByCode(), 409, 'doors_closed', { more });
    expect(state).toMatchObject({ step: 'code', notice: { kind: 'doors', ...more }, pending: { purpose: 'check' } });
    expect(effects).toEqual([{ type: 'retry', ms: 5_000, at: more.opensAt }]);
    const again = play(state, { type: 'retry-due' });
    expect(again.effects).toMatchObject([{ type: 'ask', purpose: 'check' }]);
    expect(again.state.notice?.kind).toBe('doors');
    expect(refuse(again.state, 400, 'invalid', { errors: { name: ['name is empty.'] } }).state).toMatchObject({ step: 'name', notice: null });
  });

  it.each([['doors_locked', null, 10_000], ['service_full', null, 10_000], ['too_many_joins', 42, 42_000]])('%s is told, and asked again by itself', (code, retryAfter, ms) => {
    const { state, effects } = refuse(askedByCode(), retryAfter === null ? 409 : 429, code, { retryAfter });
    expect(state).toMatchObject({ step: 'code', notice: { kind: 'shut', why: code }, pending: { purpose: 'check' } });
    expect(effects).toEqual([{ type: 'retry', ms, at: null }]);
    expect(refuse(play(state, { type: 'retry-due' }).state, 400, 'invalid', { errors: { name: ['name is empty.'] } }).state.step).toBe('name');
  });

  it('closed doors let a personal link in when they open', () => {
    const { state } = refuse(play(firstState, opened({ entry: link })).state, 409, 'doors_closed', { more: {} });
    expect(letIn(play(state, { type: 'retry-due' }).state).state.step).toBe('green-room');
  });

  it('too many tries are waited for as long as the server says', () => {
    const { state, effects } = refuse(askedByCode(), 429, 'too_many_tries', { retryAfter: 42 });
    expect(state.notice).toEqual({ kind: 'too-many', seconds: 42 });
    expect(effects).toEqual([{ type: 'retry', ms: 42_000, at: null }]);
    // Coming back to the tab is no reason to knock earlier.
    expect(play(state, { type: 'returned' }).effects).toEqual([]);
  });

  it('an unknown personal link offers the code field', () => {
    const { state, effects } = refuse(play(firstState, opened({ entry: link })).state, 404, 'unknown_link');
    expect(state).toMatchObject({ step: 'code', entry: null, notice: { kind: 'unknown-link' } });
    expect(effects).toEqual([{ type: 'show-address', entry: null }]);
  });

  it.each([
    ['link_revoked', 403, 'revoked'],
    ['church_removed', 403, 'removed'],
    ['service_ended', 410, 'ended'],
  ] as const)('%s closes a personal link', (name, status, closed) =>
    expect(refuse(play(firstState, opened({ entry: link })).state, status, name).state).toMatchObject({ step: 'closed', closed }));

  it('a passing fault is asked again for ever, with growing waits', () => {
    let state = askedByCode();
    const waits: unknown[] = [];
    for (let i = 0; i < 8; i++) {
      const refused = refuse(state, i % 2 === 0 ? 0 : 503, i % 2 === 0 ? 'network' : 'try_again');
      waits.push(refused.effects[0]);
      expect(refused.state).toMatchObject({ notice: { kind: 'offline' }, pending: { purpose: 'check' } });
      state = play(refused.state, { type: 'retry-due' }).state;
    }
    expect(waits).toEqual([700, 1_400, 2_800, 5_600, 10_000, 10_000, 10_000, 10_000].map((ms) => ({ type: 'retry', ms, at: null })));
  });

  it('a returning network is used at once', () => {
    const { state } = refuse(askedByCode(), 0, 'network');
    expect(play(state, { type: 'returned' }).effects).toMatchObject([{ type: 'ask', purpose: 'check' }]);
  });

  it('anything unforeseen is shown in the words of the server', () => {
    const { state } = refuse(play(inGreenRoom(), { type: 'rename-pressed' }, { type: 'name-submitted', name: 'a', city: '' }).state, 418, 'teapot', { title: 'No coffee.' });
    expect(state).toMatchObject({ pending: null, notice: { kind: 'other', title: 'No coffee.' } });
  });
});

describe('one church, two devices', () => {
  const asked = (): JoinState => refuse(play(firstState, opened({ entry: link })).state, 409, 'church_elsewhere').state;

  it('asks, and takes over when told to', () => {
    expect(asked()).toMatchObject({ asksTakeOver: true, pending: null });
    const { state, effects } = play(asked(), { type: 'take-over-pressed' });
    expect(effects).toMatchObject([{ type: 'ask', purpose: 'enter', takeOver: true }]);
    expect(letIn(state).state).toMatchObject({ step: 'green-room', asksTakeOver: false });
  });

  it('leaves the other one alone when told to', () =>
    expect(play(asked(), { type: 'take-over-declined' }).state).toMatchObject({ step: 'closed', closed: 'kept-elsewhere', asksTakeOver: false }));

  it('keeps the take-over through a passing fault', () => {
    const lost = refuse(play(asked(), { type: 'take-over-pressed' }).state, 0, 'network').state;
    expect(play(lost, { type: 'retry-due' }).effects).toMatchObject([{ type: 'ask', takeOver: true }]);
  });

  it('a replaced page says so, gives up everything and does nothing by itself', () => {
    const { state, effects } = play(onAir(), { type: 'media', state: { ...open, connection: 'closed', end: 'DUPLICATE_IDENTITY' } });
    expect(state).toMatchObject({ step: 'on-air', air: { link: 'elsewhere' }, pending: null });
    expect(effects).toEqual([{ type: 'disconnect' }, { type: 'forget-session' }]);
    for (const event of [{ type: 'returned' }, { type: 'retry-due' }, { type: 'hub', phase: 'open' }, { type: 'view', view: view() }] as const)
      expect(turn(state, event)).toEqual({ state, effects: [] });
  });

  it('takes its place back only when asked to', () => {
    const gone = play(onAir(), { type: 'media', state: { ...open, connection: 'closed', end: 'DUPLICATE_IDENTITY' } }).state;
    const { state, effects } = play(gone, { type: 'take-over-pressed' });
    expect(state.air?.link).toBe('joining');
    expect(effects.at(-1)).toMatchObject({ type: 'ask', purpose: 'air', takeOver: true });
    expect(letIn(state).effects).toMatchObject([{ type: 'connect' }]);
  });

  it('a page that lost its line and comes back second does not push the new one out', () => {
    const { state } = play(onAir(), { type: 'pass-refused', problem: problem(409, 'church_elsewhere') });
    expect(state).toMatchObject({ step: 'on-air', air: { link: 'elsewhere' }, pending: null });
  });
});

describe('on air', () => {
  it('asks for a fresh pass and connects with it', () => {
    const { state, effects } = play(inGreenRoom(), { type: 'join-pressed' });
    expect(effects.map(({ type }) => type)).toEqual(['remember-session', 'ask']);
    const joined = letIn(state);
    expect(joined.state.air?.link).toBe('open');
    expect(joined.effects).toEqual([{ type: 'connect', pass: pass() }]);
  });

  it('joins once however often the button is pressed', () => {
    const { state } = play(inGreenRoom(), { type: 'join-pressed' });
    expect(play(state, { type: 'join-pressed' })).toEqual({ state, effects: [] });
  });

  it.each(['PARTICIPANT_REMOVED', 'ROOM_DELETED'] as const)('asks the server what %s means', (end) => {
    const { state, effects } = play(onAir(), { type: 'media', state: { ...open, connection: 'closed', end } });
    expect(effects).toEqual([{ type: 'retry', ms: 700, at: null }]);
    const asked = play(state, { type: 'retry-due' }).state;
    expect(letIn(asked).effects).toMatchObject([{ type: 'connect' }]);
    expect(refuse(asked, 403, 'church_removed').state).toMatchObject({ step: 'closed', closed: 'removed', air: null });
    expect(refuse(asked, 410, 'service_ended').state).toMatchObject({ step: 'closed', closed: 'ended' });
  });

  it('does not hammer a room that throws it out at once', () => {
    let state = onAir();
    const waits: number[] = [];
    for (let i = 0; i < 3; i++) {
      const thrown = play(state, { type: 'media', state: { ...open, connection: 'closed', end: 'ROOM_DELETED' } });
      waits.push(...thrown.effects.flatMap((effect) => (effect.type === 'retry' ? [effect.ms] : [])));
      state = letIn(play(thrown.state, { type: 'retry-due' }).state).state;
    }
    expect(waits).toEqual([700, 1_400, 2_800]);
    const sending = play(state, { type: 'media', state: { ...open, sending: true } }).state;
    expect(sending).toMatchObject({ tries: 0, air: { hasSent: true } });
  });

  it.each([
    ['church_removed', 403, { step: 'closed', closed: 'removed' }],
    ['link_revoked', 403, { step: 'closed', closed: 'revoked' }],
    ['service_ended', 410, { step: 'closed', closed: 'ended' }],
    ['unknown_code', 404, { step: 'closed', closed: 'gone' }],
    ['unknown_link', 404, { step: 'closed', closed: 'gone' }],
    ['doors_closed', 409, { step: 'code', notice: { kind: 'doors' } }],
    ['invalid', 400, { step: 'name', errors: { name: 'taken' } }],
  ] as const)('%s to a running connection takes everything down', (name, status, expected) => {
    const about = problem(status, name, { errors: { name: ['taken'] } });
    const { state, effects } = play(onAir(), { type: 'pass-refused', problem: about });
    expect(state).toMatchObject({ ...expected, air: null });
    expect(effects).toContainEqual({ type: 'disconnect' });
  });

  it('never gives up over a refusal it does not know', () => {
    const { state, effects } = play(onAir(), { type: 'pass-refused', problem: problem(418, 'teapot') });
    expect(state).toMatchObject({ step: 'on-air', pending: { purpose: 'air' } });
    expect(effects).toMatchObject([{ type: 'retry' }]);
  });

  it.each([
    ['ended', view({ state: 'ended' })],
    ['ended', view({ serviceState: 'ended' })],
  ] as const)('closes with "%s" when the hub says so', (closed, seen) => {
    const { state, effects } = play(onAir(), { type: 'view', view: seen });
    expect(state).toMatchObject({ step: 'closed', closed, air: null });
    expect(effects).toEqual([{ type: 'disconnect' }, { type: 'forget-session' }]);
  });

  it('follows a new name given by the producer, and comes back under it', () => {
    const { state, effects } = play(onAir(), { type: 'view', view: view({ name: 'St. Mary (2)', city: 'Ulm', title: 'Evening' }) });
    expect(state).toMatchObject({ name: 'St. Mary (2)', city: 'Ulm', welcome: { churchName: 'St. Mary (2)', title: 'Evening' } });
    expect(effects).toEqual([{ type: 'remember-session' }]);
    expect(play(state, { type: 'view', view: view({ name: 'St. Mary (2)', city: 'Ulm' }) }).effects).toEqual([]);
  });

  it('kicks its connections when the page is in front again', () => expect(play(onAir(), { type: 'returned' }).effects).toEqual([{ type: 'kick' }]));

  it('leaves, forgets, and finds the way back to the green room', () => {
    const { state, effects } = play(onAir(), { type: 'leave-pressed' });
    expect(state).toMatchObject({ step: 'closed', closed: 'left', air: null });
    expect(effects).toEqual([{ type: 'goodbye' }, { type: 'disconnect' }, { type: 'forget-session' }]);
    expect(play(state, { type: 'again-pressed' }).state).toMatchObject({ step: 'green-room', closed: null });
  });
});
