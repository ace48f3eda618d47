import { describe, expect, it } from 'vitest';
import { CameraError, type CameraFault } from '../../shared/media';
import { cameraHelp, deniedSteps } from '../strings';
import { problemOf, recoveryOf, type CameraProblem, type Permission } from './problem';

const fault = (kind: CameraFault, message = 'Permission denied') => new CameraError(kind, new DOMException(message));

describe('the problem with the camera', () => {
  it.each<[CameraProblem, unknown, Permission]>([
    ['denied', fault('denied'), 'denied'],
    ['denied', fault('denied'), 'unknown'],
    ['dismissed', fault('denied', 'Permission dismissed'), 'prompt'],
    ['denied-by-system', fault('denied', 'Permission denied by system'), 'granted'],
    ['busy', fault('busy'), 'granted'],
    ['missing', fault('missing'), 'granted'],
    ['unsupported', fault('unsupported'), 'unknown'],
    ['other', new Error('boom'), 'granted'],
  ])('is "%s"', (problem, thrown, permission) => expect(problemOf(thrown, { isSecure: true, permission })).toBe(problem));

  it('is the missing https first of all', () => expect(problemOf(fault('unsupported'), { isSecure: false, permission: 'unknown' })).toBe('insecure'));
});

describe('recovery without a click', () => {
  it.each<[CameraProblem, ReturnType<typeof recoveryOf>]>([
    ['denied', 'watch'],
    ['denied-by-system', 'watch'],
    ['missing', 'watch'],
    ['busy', 'often'],
    ['other', 'often'],
    ['dismissed', 'never'],
    ['insecure', 'never'],
    ['unsupported', 'never'],
  ])('of "%s" is "%s"', (problem, recovery) => expect(recoveryOf(problem)).toBe(recovery));
});

describe('the words of help', () => {
  const problems: CameraProblem[] = ['insecure', 'unsupported', 'denied', 'denied-by-system', 'dismissed', 'busy', 'missing', 'other'];

  it('have steps for every problem in every browser', () => {
    for (const problem of problems)
      for (const browser of Object.keys(deniedSteps) as (keyof typeof deniedSteps)[]) {
        const { title, steps } = cameraHelp(problem, browser);
        expect(title).not.toBe('');
        expect(steps.length).toBeGreaterThan(0);
      }
  });

  it('name the place where this browser keeps the permission', () => {
    expect(cameraHelp('denied', 'firefox').steps).not.toEqual(cameraHelp('denied', 'chrome').steps);
    expect(cameraHelp('unsupported', 'in-app').steps.join(' ')).toContain('Open in browser');
  });
});
