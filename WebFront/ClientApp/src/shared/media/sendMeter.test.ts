// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readingOf, SendMeter, type Measured, type Reading } from './sendMeter';

const zero: Reading = { at: 1_000, frames: 0, bytes: 0, packets: 0, again: 0, heard: 1 };

/** A meter that is read twice a second, as in the page; each stretch grows what it is told to. */
function measure() {
  const told: Measured[] = [];
  const meter = new SendMeter((one) => told.push(one));
  let reading = { ...zero };
  meter.take(reading);
  const play = (milliseconds: number, change: Partial<Reading> = {}) => {
    for (let passed = 0; passed < milliseconds; passed += 500) {
      const { frames = 4, bytes = 3_750, packets = 5, again = 0, heard = 1 } = change;
      reading = {
        at: reading.at + 500,
        frames: reading.frames + frames,
        bytes: reading.bytes + bytes,
        packets: reading.packets + packets,
        again: reading.again + again,
        heard: heard === null ? null : (reading.heard ?? 0) + heard,
      };
      meter.take(reading);
    }
    return told.at(-1);
  };
  return { told, meter, play };
}

describe('the send meter', () => {
  it('measures what really leaves', () => {
    const { told, play } = measure();
    expect(play(500)).toEqual({ sending: true, fps: 8, kbps: 60, lossy: false, cut: false });
    expect(play(4_000)).toEqual({ sending: true, fps: 8, kbps: 60, lossy: false, cut: false });
    expect(play(1_500, { frames: 0, bytes: 0, packets: 0 })?.sending).toBe(true);
    expect(play(500, { frames: 0, bytes: 0, packets: 0 })).toEqual({ sending: false, fps: 0, kbps: 0, lossy: false, cut: false });
    expect(told).toHaveLength(13);
  });

  it('does not count as sent within three seconds what nobody acknowledges', () => {
    const { play } = measure();
    play(10_000);
    expect(play(2_000, { heard: 0 })).toMatchObject({ sending: true, cut: false });
    expect(play(1_000, { heard: 0 })).toMatchObject({ sending: false, cut: true, fps: 8 });
    expect(play(500)).toMatchObject({ sending: true, cut: false });
  });

  it('does not call a line cut over which nothing was sent, or of which the browser says nothing', () => {
    const paused = measure();
    paused.play(5_000);
    expect(paused.play(20_000, { frames: 0, bytes: 0, packets: 0, heard: 0 })?.cut).toBe(false);
    const silent = new SendMeter((one) => expect(one).toMatchObject({ sending: true, cut: false }));
    for (let i = 0; i < 40; i++) silent.take({ ...zero, at: i * 500, frames: i * 4, heard: null });
  });

  it('says nothing on a repeated or restarted count, and goes on from there', () => {
    const told: Measured[] = [];
    const meter = new SendMeter((one) => told.push(one));
    meter.take({ ...zero, frames: 50 });
    meter.take({ ...zero, frames: 50 });
    meter.take({ ...zero, at: 2_000, frames: 3 });
    meter.take(null);
    expect(told).toEqual([]);
    meter.take({ ...zero, at: 3_000, frames: 11 });
    expect(told).toMatchObject([{ sending: true, fps: 8 }]);
  });

  it('calls a line lossy after ten bad seconds, and no longer after ten good ones', () => {
    const { play } = measure();
    const lossy = (milliseconds: number, again: number) => play(milliseconds, { packets: 5 + again, again })?.lossy;
    expect(lossy(20_000, 0)).toBe(false);
    expect(lossy(3_000, 1)).toBe(false);
    expect(lossy(7_000, 1)).toBe(true);
    expect(lossy(6_000, 0)).toBe(true);
    expect(lossy(4_000, 0)).toBe(false);
  });
});

describe('a reading', () => {
  const report = (...stats: object[]) => new Map(stats.map((one, i) => [String(i), one])) as unknown as RTCStatsReport;

  it('adds up what is sent, and what came back', () => {
    const pair = { type: 'candidate-pair', timestamp: 9, bytesReceived: 100, responsesReceived: 3 };
    const sent = { type: 'outbound-rtp', timestamp: 5_000, framesSent: 40, bytesSent: 9_000, packetsSent: 60, retransmittedPacketsSent: 2 };
    expect(readingOf(report(sent, pair, { type: 'codec', timestamp: 9 }))).toEqual({ at: 5_000, frames: 40, bytes: 9_000, packets: 60, again: 2, heard: 103 });
    expect(readingOf(report(sent, { type: 'remote-inbound-rtp', timestamp: 4_900 }))?.heard).toBe(4_900);
    expect(readingOf(report(sent))?.heard).toBeNull();
  });

  it('is none while nothing is sent', () => {
    expect(readingOf(undefined)).toBeNull();
    expect(readingOf(report({ type: 'candidate-pair', timestamp: 9 }))).toBeNull();
  });
});
