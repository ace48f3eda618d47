import { SwitchCamera } from 'lucide-react';
import { Button, Field, Select } from '../../shared/ui';
import type { CameraState } from '../camera/camera';
import { hasTwoSides } from '../logic/browser';
import { camera as words } from '../strings';
import { thisBrowser, useJoin } from './context';

/** Another camera: by its side on phones, by its name elsewhere. Nothing where there is no choice. */
export function CameraControls({ camera: state, className }: { camera: CameraState; className?: string }) {
  const { camera } = useJoin();
  if (state.choices.length < 2) return null;
  if (hasTwoSides(thisBrowser))
    return <Button size="lg" className={className} disabled={state.phase === 'asking'} onClick={() => camera.flip()}><SwitchCamera aria-hidden />{words.flip}</Button>;
  const isListed = state.choices.some(({ id }) => id === state.deviceId);
  return (
    <Field label={words.label} {...(className !== undefined && { className })}>
      <Select value={isListed ? (state.deviceId ?? '') : ''} onChange={(event) => camera.use({ deviceId: event.target.value })} className="h-12">
        {!isListed && <option value="" disabled hidden />}
        {state.choices.map(({ id, label }, index) => (
          <option key={id} value={id}>{label === '' ? words.unnamed(index + 1) : label}</option>
        ))}
      </Select>
    </Field>
  );
}
