import { RotateCw } from 'lucide-react';
import { Button } from '../../shared/ui';
import type { CameraState } from '../camera/camera';
import { recoveryOf } from '../camera/problem';
import { camera as words, cameraHelp } from '../strings';
import { thisBrowser, useJoin } from './context';
import { HelpCard } from './HelpCard';

/** No picture: what to do, step by step for this browser, and a way to try again. */
export function CameraTrouble({ camera: state, className }: { camera: CameraState; className?: string }) {
  const { camera } = useJoin();
  const { problem } = state;
  if (problem === null) return null;
  const { title, steps } = cameraHelp(problem, thisBrowser);
  const canRetry = problem !== 'insecure' && problem !== 'unsupported';
  return (
    <HelpCard title={title} steps={steps} data-camera-problem={problem} {...(className !== undefined && { className })}>
      {recoveryOf(problem) !== 'never' && <p className="mt-3">{words.byItself}</p>}
      {canRetry && <Button className="mt-3" onClick={() => camera.retry()}><RotateCw aria-hidden />{problem === 'dismissed' ? words.askAgain : words.again}</Button>}
    </HelpCard>
  );
}
