import type { CameraWish } from '../../shared/media';
import { addressOf, type Entry } from '../logic/entry';

/**
 * What this device and this tab keep between visits. Storage may be forbidden, full or from another version of the page:
 * then the page forgets, and works all the same.
 */

const personKey = 'videowall.person';
const deviceKey = 'videowall.device';
const cameraKey = 'videowall.camera';
/** In the tab's own storage: a reload comes back on air, a new tab does not. */
const sessionKey = 'videowall.on-air';

export interface Person {
  readonly name: string;
  readonly city: string;
}

export function rememberedPerson(): Person {
  const { name, city } = read(localStorageOf(), personKey);
  return { name: textOf(name), city: textOf(city) };
}

export const rememberPerson = (person: Person): void => write(localStorageOf(), personKey, person);

export function rememberedCamera(): CameraWish {
  const { deviceId, facing } = read(localStorageOf(), cameraKey);
  return {
    ...(typeof deviceId === 'string' && { deviceId }),
    ...((facing === 'user' || facing === 'environment') && { facing }),
  };
}

export const rememberCamera = (wish: CameraWish): void => write(localStorageOf(), cameraKey, wish);

/** This device's own random id: the server takes the same device for the same church. */
export function deviceId(): string {
  const { id } = read(localStorageOf(), deviceKey);
  if (typeof id === 'string' && id !== '') return id;
  const made = randomId();
  write(localStorageOf(), deviceKey, { id: made });
  return made;
}

/** The person who was on air in this tab through this way in; null when nobody was. */
export function sessionOf(entry: Entry | null): Person | null {
  const { address, name, city } = read(sessionStorageOf(), sessionKey);
  return entry !== null && address === addressOf(entry) ? { name: textOf(name), city: textOf(city) } : null;
}

export const rememberSession = (entry: Entry, person: Person): void =>
  write(sessionStorageOf(), sessionKey, { address: addressOf(entry), ...person });

export function forgetSession(): void {
  try {
    sessionStorageOf()?.removeItem(sessionKey);
  } catch {
    // Forbidden storage holds nothing either.
  }
}

function read(storage: Storage | null, key: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function write(storage: Storage | null, key: string, value: object): void {
  try {
    storage?.setItem(key, JSON.stringify(value));
  } catch {
    // See above.
  }
}

// Naming the storage throws where it is forbidden.
function localStorageOf(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function sessionStorageOf(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** 128 random bits; `crypto.randomUUID` is missing on pages without https. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
