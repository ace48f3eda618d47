import { beforeEach, describe, expect, it, vi } from 'vitest';
import { SyntheticChurch } from './syntheticChurch';

class FakeSocket {
  static readonly OPEN = 1;
  static readonly all: FakeSocket[] = [];
  readonly sent: string[] = [];
  readyState = 1;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  constructor(readonly address: URL) {
    FakeSocket.all.push(this);
  }
  send(text: string) {
    this.sent.push(text);
  }
  close() {
    this.readyState = 3;
    this.onclose?.();
  }
  say(message: object) {
    this.onmessage?.({ data: JSON.stringify(message) });
  }
}

const camera = { readyState: 'live' } as MediaStreamTrack;
const settle = (milliseconds = 0) => vi.advanceTimersByTimeAsync(milliseconds);
const last = () => FakeSocket.all.at(-1)!;
let church: SyntheticChurch;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', FakeSocket);
  FakeSocket.all.length = 0;
  church = new SyntheticChurch(
    () => Promise.resolve({ token: 'a b', livekitUrl: '' }),
    () => undefined,
  );
  church.connect();
  await settle();
});

describe('a church of a simulated service', () => {
  it('joins with its token and publishes once it has a camera', () => {
    expect(String(last().address)).toMatch(/^ws:.*\/simulator\?access_token=a\+b$/);
    last().say({ type: 'joined', participantSid: 'PA_1' });
    expect(last().sent).toEqual([]);
    church.setCamera(camera);
    last().say({ type: 'published', trackSid: 'TR_1' });
    expect(last().sent).toEqual(['{"type":"publish"}']);
    expect(church.state).toMatchObject({ connection: 'open', published: true, sending: true, trackSid: 'TR_1' });
    church.setCamera(null);
    expect([last().sent.at(-1), church.state.published]).toEqual(['{"type":"unpublish"}', false]);
  });

  it('comes back after a loss and publishes again', async () => {
    church.setCamera(camera);
    last().close();
    expect(church.state.published).toBe(false);
    await settle(1_000);
    last().say({ type: 'joined' });
    expect([FakeSocket.all.length, last().sent]).toEqual([2, ['{"type":"publish"}']]);
  });

  it.each(['DUPLICATE_IDENTITY', 'PARTICIPANT_REMOVED', 'ROOM_DELETED'])('stays away after %s', async (reason) => {
    last().say({ type: 'removed', reason });
    await settle(600_000);
    expect([FakeSocket.all.length, church.state.connection, church.state.end]).toEqual([1, 'closed', reason]);
  });

  it('bears messages that make no sense', () => {
    last().onmessage?.({ data: 'not json' });
    last().say({ type: 'future' });
    expect(church.state.connection).toBe('connecting');
  });
});
