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
      { sending: true, fps: 8, kbps: 60 },
      { sending: false, fps: 0, kbps: 0 },
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
});
