// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { SendMeter, type Measured } from './sendMeter';

describe('the send meter', () => {
  it('measures what really leaves', () => {
    const measured: Measured[] = [];
    const meter = new SendMeter((one) => measured.push(one));
    meter.take([{ framesSent: 0, bytesSent: 0, timestamp: 1_000 }]);
    meter.take([{ framesSent: 16, bytesSent: 15_000, timestamp: 3_000 }]);
    meter.take([{ framesSent: 16, bytesSent: 15_000, timestamp: 5_000 }]);
    expect(measured).toEqual([
      { sending: true, fps: 8, kbps: 60, lossy: false },
      { sending: false, fps: 0, kbps: 0, lossy: false },
    ]);
  });

  it('says nothing on a repeated or restarted count', () => {
    const measured: Measured[] = [];
    const meter = new SendMeter((one) => measured.push(one));
    meter.take([{ framesSent: 50, bytesSent: 1, timestamp: 1_000 }]);
    meter.take([{ framesSent: 50, bytesSent: 1, timestamp: 1_000 }]);
    meter.take([{ framesSent: 3, bytesSent: 1, timestamp: 2_000 }]);
    expect(measured).toEqual([]);
  });

  it('calls a line lossy after ten bad seconds, and no longer after ten good ones', () => {
    const told: boolean[] = [];
    const meter = new SendMeter(({ lossy }) => told.push(lossy));
    const reading = { framesSent: 0, bytesSent: 0, packetsSent: 0, retransmittedPacketsSent: 0, timestamp: 1_000 };
    const play = (count: number, lost: number) => {
      for (let i = 0; i < count; i++) {
        meter.take([reading]);
        reading.timestamp += 2_000;
        reading.framesSent += 16;
        reading.packetsSent += 20 + lost;
        reading.retransmittedPacketsSent += lost;
      }
      return told.at(-1);
    };
    expect(play(10, 1)).toBe(false);
    expect(play(3, 4)).toBe(false);
    expect(play(4, 4)).toBe(true);
    expect(play(3, 1)).toBe(true);
    expect(play(4, 1)).toBe(false);
  });
});
