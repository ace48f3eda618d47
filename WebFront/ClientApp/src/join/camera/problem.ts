import { CameraError } from '../../shared/media';

/**
 * Why there is no picture: the page is not on https; the browser has no camera access at all; this site or the whole
 * browser was refused; the question was closed without an answer; another program has the camera; there is none.
 */
export type CameraProblem = 'insecure' | 'unsupported' | 'denied' | 'denied-by-system' | 'dismissed' | 'busy' | 'missing' | 'other';

/** What the browser says of its permission; `unknown` where it does not tell. */
export type Permission = PermissionState | 'unknown';

export interface CameraSurroundings {
  readonly isSecure: boolean;
  readonly permission: Permission;
}

/** What went wrong, in terms of what a person can do about it. */
export function problemOf(fault: unknown, { isSecure, permission }: CameraSurroundings): CameraProblem {
  if (!isSecure) return 'insecure';
  if (!(fault instanceof CameraError)) return 'other';
  if (fault.fault !== 'denied') return fault.fault;
  // Chrome and Edge say "Permission denied by system" when Windows or macOS keeps the camera from the whole browser.
  if (/system/i.test(String(fault.cause))) return 'denied-by-system';
  return permission === 'prompt' ? 'dismissed' : 'denied';
}

/**
 * When the camera is tried again without a click: `watch` as soon as the permission or the devices change, `often` every
 * few seconds because nothing announces that another program let go, `never` where only a person can help. A question
 * that was closed is among the last: asked again without a click, it would stand in the person's way for ever.
 */
export function recoveryOf(problem: CameraProblem): 'watch' | 'often' | 'never' {
  if (problem === 'busy' || problem === 'other') return 'often';
  return problem === 'insecure' || problem === 'unsupported' || problem === 'dismissed' ? 'never' : 'watch';
}
