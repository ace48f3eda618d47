import { isPassing, type Problem } from '../../shared/api';
import type { Entry } from './entry';
import type { JoinState, ServiceChoice, Turn } from './machineTypes';
import { askLater, close, leaving, putOut, stay, toCode } from './turns';

/**
 * How often the page asks whether doors opened early, in milliseconds; at the announced time it asks anyway. A knock at
 * closed doors is one row read and nothing written: a thousand waiting churches are 200 knocks a second.
 */
const knockEvery = 5_000;

/** The same where somebody has to open them, in milliseconds. */
const knockAtShut = 10_000;

/** What the server's "no" to the pending question means for the page (problem codes of `POST /api/v1/join`). */
export function refuse(state: JoinState, problem: Problem): Turn {
  switch (problem.code) {
    case 'unknown_code':
      return state.step === 'on-air' ? close(state, 'gone') : toCode(state, { kind: 'unknown-code' });
    case 'unknown_link':
      return state.step === 'on-air'
        ? close(state, 'gone')
        : toCode({ ...state, entry: null }, { kind: 'unknown-link' }, { type: 'show-address', entry: null });
    case 'link_revoked':
      return close(state, 'revoked');
    case 'church_removed':
      return putOut(state);
    case 'service_ended':
      return state.step === 'code' && state.entry?.kind === 'code' ? toCode(state, { kind: 'ended' }) : close(state, 'ended');
    case 'doors_closed':
      return waitForDoors(state, problem);
    case 'choose_service':
      return toCode({ ...state, entry: withoutChoice(state.entry) }, { kind: 'choose', services: choicesOf(problem) });
    case 'doors_locked':
    case 'service_full':
    case 'too_many_joins':
      return askLater(state, { kind: 'shut', why: problem.code }, problem.retryAfter === null ? knockAtShut : problem.retryAfter * 1000);
    case 'church_elsewhere':
      return elsewhere(state);
    case 'too_many_tries':
      return tooMany(state, problem.retryAfter ?? 60);
    case 'invalid':
      return invalid(state, problem);
    default:
      return unforeseen(state, problem);
  }
}

/** True for refusals that another try cannot mend, so that connections stop asking. */
export function isFinal(problem: Problem): boolean {
  return !isPassing(problem) && !problem.code.startsWith('http_');
}

function waitForDoors(state: JoinState, problem: Problem): Turn {
  const text = (key: string) => (typeof problem.more[key] === 'string' ? problem.more[key] : null);
  const opensAt = text('opensAt') ?? text('startsAt');
  const notice = { kind: 'doors', opensAt, startsAt: text('startsAt'), title: text('service') } as const;
  // From here on the question is the first one again: who stands before the door has not been let in.
  const purpose = state.entry?.kind === 'link' ? 'enter' : 'check';
  const waiting = { ...state, step: 'code', pending: { purpose, takeOver: false }, air: null, errors: {} } as const;
  const turn = askLater(waiting, notice, knockEvery, opensAt);
  return { ...turn, effects: [...leaving(state), ...turn.effects] };
}

const withoutChoice = (entry: Entry | null): Entry | null => (entry?.kind === 'link' ? { kind: 'link', key: entry.key, code: entry.code } : entry);

function choicesOf({ more }: Problem): readonly ServiceChoice[] {
  const told = Array.isArray(more['services']) ? (more['services'] as Partial<ServiceChoice>[]) : [];
  return told.flatMap(({ id, title, startsAt }) => (typeof id === 'string' ? [{ id, title: title ?? '', startsAt: startsAt ?? null }] : []));
}

function elsewhere(state: JoinState): Turn {
  if (state.step !== 'on-air' || state.air === null) return stay({ ...state, pending: null, notice: null, asksTakeOver: true });
  return leaveToOther(state);
}

/** Another device or tab has this church's place: say so and do nothing by oneself, or the two would throw each other out for ever. */
export function leaveToOther(state: JoinState): Turn {
  if (state.air === null) return stay(state);
  const air = { ...state.air, link: 'elsewhere', view: null } as const;
  return stay({ ...state, pending: null, notice: null, tries: 0, air }, { type: 'disconnect' }, { type: 'forget-session' });
}

function tooMany(state: JoinState, seconds: number): Turn {
  const notice = { kind: 'too-many', seconds } as const;
  return askLater(state, notice, seconds * 1000);
}

function invalid(state: JoinState, problem: Problem): Turn {
  const errors = Object.fromEntries(Object.entries(problem.errors).flatMap(([field, [first]]) => (first === undefined ? [] : [[field, first]])));
  if (state.entry?.kind === 'code') {
    // The empty name of a check was refused, so the code was not.
    const isCheck = state.pending?.purpose === 'check' && ('name' in errors || Object.keys(errors).length === 0);
    if (isCheck) return stay({ ...state, step: 'name', pending: null, notice: null, errors: {}, tries: 0 });
    if ('code' in errors) return toCode(state, { kind: 'unknown-code' });
    if ('name' in errors || 'city' in errors)
      return stay({ ...state, step: 'name', pending: null, notice: null, errors, tries: 0, air: null }, ...leaving(state));
  }
  return unforeseen(state, problem);
}

function unforeseen(state: JoinState, problem: Problem): Turn {
  const seconds = problem.retryAfter;
  if (isPassing(problem) || state.step === 'on-air')
    return askLater(state, { kind: 'offline' }, seconds === null ? undefined : seconds * 1000);
  return stay({ ...state, pending: null, notice: { kind: 'other', title: problem.title, detail: problem.detail }, tries: 0 });
}
