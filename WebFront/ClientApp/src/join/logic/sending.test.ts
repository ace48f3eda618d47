import { expect, it } from 'vitest';
import { idleChurchMedia } from '../../shared/media/types';
import { sendingOf, type Sending, type SendingFacts } from './sending';

const open = { ...idleChurchMedia, connection: 'open', published: true } as const;
const good: SendingFacts = { hasCamera: true, isStill: false, isMuted: false, state: { ...open, sending: true }, hasSent: true, openFor: 60_000, closedFor: null };

it.each<[Sending, Partial<SendingFacts>]>([
  ['yes', {}],
  ['paused', { isMuted: true }],
  ['away', { isMuted: true, state: { ...idleChurchMedia, connection: 'retrying' }, openFor: null }],
  ['camera', { hasCamera: false }],
  ['still', { isStill: true }],
  ['still', { isStill: true, state: open }],
  ['away', { isStill: true, state: { ...idleChurchMedia, connection: 'retrying' }, openFor: null }],
  ['away', { state: { ...open, cut: true } }],
  ['paused', { isMuted: true, isStill: true }],
  ['joining', { state: idleChurchMedia, hasSent: false, openFor: null }],
  ['joining', { state: { ...idleChurchMedia, connection: 'retrying' }, hasSent: false, openFor: null }],
  ['joining', { state: idleChurchMedia, hasSent: false, openFor: null, closedFor: 24_999 }],
  ['blocked', { state: idleChurchMedia, hasSent: false, openFor: null, closedFor: 25_000 }],
  ['away', { state: { ...idleChurchMedia, connection: 'retrying' }, openFor: null, closedFor: 60_000 }],
  ['away', { state: { ...open, connection: 'retrying', sending: true }, openFor: null }],
  ['starting', { state: open, openFor: 7_999 }],
  ['starting', { state: open, openFor: null }],
  ['stopped', { state: open, openFor: 8_000 }],
])('sending is "%s" with %j', (sending, change) => expect(sendingOf({ ...good, ...change })).toBe(sending));
