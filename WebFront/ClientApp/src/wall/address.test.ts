// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { readAddress } from './address';

const read = (address: string) => readAddress(new URL(address, 'http://wall.example'));

describe('the address of a wall', () => {
  it('carries code and key, and everything else is as usual', () => {
    expect(read('/wall/ABCD2345?key=k-1')).toEqual({
      code: 'ABCD2345',
      key: 'k-1',
      screen: 0,
      clean: false,
      transparent: false,
      labels: true,
      debug: false,
    });
  });

  it.each([
    ['2', 1],
    ['1', 0],
    ['0', 0],
    ['-3', 0],
    ['two', 0],
  ])('counts screen %s from one', (screen, expected) => {
    expect(read(`/wall/A?screen=${screen}`).screen).toBe(expected);
  });

  it('knows the switches of OBS', () => {
    expect(read('/wall/A?clean=1&transparent=1&labels=off&debug')).toMatchObject({
      clean: true,
      transparent: true,
      labels: false,
      debug: true,
    });
    expect(read('/wall/A?clean=0&transparent=off')).toMatchObject({ clean: false, transparent: false });
  });

  it('takes a code with broken escapes as it is', () => expect(read('/wall/%E0%A4%A').code).toBe('%E0%A4%A'));
});
