import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as storage from './storage';

const entry = { kind: 'code', code: 'ABC234' } as const;

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('what the device keeps', () => {
  it('is the same device id for ever, 128 bits of chance', () => {
    const id = storage.deviceId();
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect(storage.deviceId()).toBe(id);
    localStorage.clear();
    expect(storage.deviceId()).not.toBe(id);
  });

  it('is the person and the camera', () => {
    storage.rememberPerson({ name: 'كنيسة', city: 'Ulm' });
    storage.rememberCamera({ facing: 'environment' });
    expect(storage.rememberedPerson()).toEqual({ name: 'كنيسة', city: 'Ulm' });
    expect(storage.rememberedCamera()).toEqual({ facing: 'environment' });
  });

  it('is nothing of what somebody else wrote there', () => {
    for (const key of ['videowall.person', 'videowall.camera', 'videowall.device']) localStorage.setItem(key, '[1,{"name":7}]');
    expect(storage.rememberedPerson()).toEqual({ name: '', city: '' });
    expect(storage.rememberedCamera()).toEqual({});
    localStorage.setItem('videowall.person', '{broken');
    expect(storage.rememberedPerson()).toEqual({ name: '', city: '' });
    expect(storage.deviceId()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is nothing at all where storage is forbidden, and nobody notices', () => {
    vi.spyOn(window, 'localStorage', 'get').mockImplementation(() => {
      throw new DOMException('forbidden', 'SecurityError');
    });
    storage.rememberPerson({ name: 'a', city: '' });
    expect(storage.rememberedPerson()).toEqual({ name: '', city: '' });
    expect(storage.deviceId()).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('what the tab keeps', () => {
  it('is who was on air, for the same address only', () => {
    storage.rememberSession(entry, { name: 'St. Mary', city: '' });
    expect(storage.sessionOf(entry)).toEqual({ name: 'St. Mary', city: '' });
    expect(storage.sessionOf({ kind: 'code', code: 'XYZ' })).toBeNull();
    expect(storage.sessionOf(null)).toBeNull();
    storage.forgetSession();
    expect(storage.sessionOf(entry)).toBeNull();
  });
});
