import type { Problem } from '../../shared/api';
import type { ChurchView, JoinPass } from '../../shared/contract';
import type { ChurchMediaState } from '../../shared/media';
import { entryFromText } from './entry';
import { idleAir, type JoinEvent, type JoinState, type Turn } from './machineTypes';
import { leaveToOther, refuse } from './refusals';
import { ask, askAgain, askLater, close, goOnAir, putOut, stay, toCode } from './turns';

/**
 * The whole way of a church through this page as one pure function: what happened goes in, the new state and orders to
 * the world outside come out. Whatever the server refuses for a passing reason is asked again by itself, for ever.
 */
export function turn(state: JoinState, event: JoinEvent): Turn {
  switch (event.type) {
    case 'opened':
      return open(state, event);
    case 'typed':
      return stay({ ...state, typed: event.text, notice: null, pending: null, call: state.call + 1 });
    case 'code-submitted':
      return submitCode(state);
    case 'name-submitted':
      return ask({ ...state, name: event.name, city: event.city, errors: {}, notice: null, tries: 0 }, 'enter', false, { type: 'remember-person' });
    case 'rename-pressed':
      return state.entry?.kind === 'code' ? stay({ ...state, step: 'name', pending: null, notice: null, call: state.call + 1 }) : stay(state);
    case 'join-pressed':
      return state.step === 'green-room' ? goOnAir(state) : stay(state);
    case 'service-chosen':
      return state.entry?.kind === 'link' ? ask({ ...state, entry: { ...state.entry, service: event.service }, notice: null, tries: 0 }, 'enter') : stay(state);
    case 'leave-pressed':
      return close(state, 'left');
    case 'again-pressed':
      return again(state);
    case 'start-over-pressed':
      return toCode({ ...state, entry: null, typed: '', call: state.call + 1 }, null, { type: 'forget-session' }, { type: 'show-address', entry: null });
    case 'take-over-pressed':
      return state.step === 'on-air' ? goOnAir(state, true) : ask({ ...state, notice: null, tries: 0 }, 'enter', true);
    case 'take-over-declined':
      return close(state, 'kept-elsewhere');
    case 'answered':
      return event.call === state.call && state.pending !== null ? answered(state, event.pass) : stay(state);
    case 'refused':
      return event.call === state.call && state.pending !== null ? refuse(state, event.problem) : stay(state);
    case 'pass-refused':
      return passRefused(state, event.problem);
    case 'retry-due':
      return askAgain(state);
    case 'returned':
      return returned(state);
    default:
      return state.air === null ? stay(state) : onAir(state, event);
  }
}

/** A running connection got no fresh pass: what the server says counts as if this page had just asked to go on air. */
function passRefused(state: JoinState, problem: Problem): Turn {
  if (state.air?.link !== 'open') return stay(state);
  return refuse({ ...state, pending: { purpose: 'air', takeOver: false }, air: { ...state.air, link: 'joining' } }, problem);
}

function open(state: JoinState, event: Extract<JoinEvent, { type: 'opened' }>): Turn {
  const { entry, name, city } = event;
  const next = { ...state, entry, name, city, typed: entry?.kind === 'code' ? entry.code : '' };
  if (entry === null) return stay(next);
  if (event.resume) return goOnAir(next);
  return ask(next, entry.kind === 'link' ? 'enter' : 'check');
}

function submitCode(state: JoinState): Turn {
  const entry = entryFromText(state.typed);
  if (entry === null) return stay({ ...state, notice: { kind: 'empty-code' }, pending: null, call: state.call + 1 });
  const typed = entry.kind === 'code' ? entry.code : '';
  const purpose = entry.kind === 'link' ? 'enter' : 'check';
  return ask({ ...state, entry, typed, notice: null, tries: 0 }, purpose, false, { type: 'show-address', entry });
}

function again(state: JoinState): Turn {
  if (state.entry === null) return toCode(state, null);
  const { closed, welcome } = state;
  // Who left by itself is still welcome; everyone else has to ask at the door.
  if (closed === 'left' && welcome !== null) return stay({ ...state, step: 'green-room', closed: null });
  const first = state.entry.kind === 'code' && state.name === '' ? 'check' : 'enter';
  return ask({ ...state, notice: null, tries: 0 }, state.pending?.purpose ?? first);
}

function answered(state: JoinState, pass: JoinPass): Turn {
  const welcome = { churchName: pass.church.name, title: pass.service.title, media: pass.media, admission: pass.admission, startsAt: pass.service.startsAt ?? null, wish: pass.church.wish ?? null };
  const settled: JoinState = { ...state, welcome, pending: null, notice: null, errors: {}, closed: null };
  if (state.step === 'on-air' && state.air !== null)
    return stay({ ...settled, air: { ...state.air, link: 'open' } }, { type: 'connect', pass });
  if (state.step === 'closed' && state.pending?.purpose === 'air')
    return stay({ ...settled, step: 'on-air', air: { ...idleAir, link: 'open' }, tries: 0 }, { type: 'remember-session' }, { type: 'connect', pass });
  return stay({ ...settled, step: 'green-room', tries: 0 });
}

function returned(state: JoinState): Turn {
  if (state.notice?.kind === 'too-many') return stay(state);
  if (state.pending !== null && (state.tries > 0 || state.notice !== null)) return askAgain(state);
  return state.air?.link === 'open' ? stay(state, { type: 'kick' }) : stay(state);
}

function onAir(state: JoinState, event: Extract<JoinEvent, { type: 'media' | 'hub' | 'view' }>): Turn {
  const { air } = state;
  // News of connections that were given up a moment ago.
  if (air === null || air.link === 'elsewhere') return stay(state);
  switch (event.type) {
    case 'media':
      return media({ ...state, air: { ...air, media: event.state, hasSent: air.hasSent || event.state.sending } }, event.state);
    case 'hub':
      return stay({ ...state, air: { ...air, hub: event.phase } });
    case 'view':
      return seen({ ...state, air: { ...air, view: event.view } }, event.view);
  }
}

function media(state: JoinState, { end, sending }: ChurchMediaState): Turn {
  if (end === 'DUPLICATE_IDENTITY') return leaveToOther(state);
  if (end === 'ROOM_FULL') return close(state, 'full');
  // Only the server knows whether the church was thrown out, the service ended, or the room merely began anew.
  if ((end === 'PARTICIPANT_REMOVED' || end === 'ROOM_DELETED') && state.air?.link === 'open')
    return askLater({ ...state, air: { ...state.air, link: 'joining' }, pending: { purpose: 'air', takeOver: false } }, null);
  return stay(sending ? { ...state, tries: 0 } : state);
}

function seen(state: JoinState, view: ChurchView): Turn {
  if (view.state === 'ended' || view.serviceState === 'ended') return close(state, 'ended');
  if (view.state === 'removed') return putOut(state);
  const welcome = state.welcome && { ...state.welcome, churchName: view.name || state.welcome.churchName, title: view.title || state.welcome.title };
  const name = view.name || state.name;
  const city = view.name === '' ? state.city : (view.city ?? '');
  const next = { ...state, welcome, name, city };
  // Coming back under the name that was typed would undo what the producer called this church meanwhile.
  return name === state.name && city === state.city ? stay(next) : stay(next, { type: 'remember-session' });
}
