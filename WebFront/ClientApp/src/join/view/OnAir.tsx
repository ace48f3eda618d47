import { useEffect } from 'react';
import { keepAwake } from '../../shared/presence';
import { Callout } from '../../shared/ui';
import type { Air, JoinState } from '../logic/machineTypes';
import { sendingOf } from '../logic/sending';
import type { Tally } from '../logic/tally';
import { onAir } from '../strings';
import { CameraControls } from './CameraControls';
import { CameraTrouble } from './CameraTrouble';
import { useCamera, useJoin } from './context';
import { Elsewhere } from './Elsewhere';
import { useHeldFor, useTally } from './hooks';
import { LeaveButton } from './LeaveButton';
import { NoticeBox } from './Notices';
import { Picture } from './Picture';
import { SendingStatus } from './SendingStatus';
import { Shell, StepTitle } from './Shell';
import { TallySign } from './TallySign';

const frames: Readonly<Record<Tally, string>> = { waiting: 'border-line-strong', ready: 'border-accent', next: 'border-warn', 'on-wall': 'border-onair' };

export function OnAir({ state, air }: { state: JoinState; air: Air }) {
  return air.link === 'elsewhere' ? <Elsewhere isGone /> : <Here state={state} air={air} />;
}

function Here({ state, air }: { state: JoinState; air: Air }) {
  const { session } = useJoin();
  const picture = useCamera();
  useEffect(() => keepAwake(), []);
  const fact = useTally(air.view, session.clock);
  const openFor = useHeldFor(air.media.connection === 'open' && picture.track !== null);
  const media = state.welcome?.media ?? null;
  const sending = sendingOf({ media, hasCamera: picture.track !== null, state: air.media, hasSent: air.hasSent, openFor });
  const isHubAway = air.hub === 'stale' && sending !== 'away';
  return (
    <Shell step="on-air" aside={<LeaveButton />}>
      <div data-tally={fact?.tally} data-sending={sending === 'yes'} className="grid items-start gap-x-8 gap-y-5 pb-6 md:grid-cols-[3fr_2fr] md:pt-2">
        <div className="md:col-span-2">
          <StepTitle className="sm:text-2xl"><bdi>{state.welcome?.churchName ?? state.name}</bdi></StepTitle>
          <p className="text-muted break-words" dir="auto">{state.welcome?.title}</p>
        </div>
        <div className="md:order-2"><TallySign fact={fact} isMediaNone={media === 'none'} /></div>
        <div className="mx-auto w-full max-w-[34rem] md:order-1 md:row-span-2 md:mx-0 md:max-w-none">
          <Picture camera={picture} className={`border-4 transition-colors duration-300 ${fact === null ? 'border-line' : frames[fact.tally]}`} />
        </div>
        <div className="flex flex-col gap-4 md:order-3">
          {isHubAway && <Callout tone="info" title={onAir.hubAwayTitle}>{onAir.hubAwayText}</Callout>}
          <CameraTrouble camera={picture} />
          <SendingStatus sending={sending} media={air.media} />
          {sending !== 'away' && !isHubAway && <NoticeBox notice={state.notice} />}
          <CameraControls camera={picture} />
          <p className="text-muted">{onAir.keepOpen}</p>
        </div>
      </div>
    </Shell>
  );
}
