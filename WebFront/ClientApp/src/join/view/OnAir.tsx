import { useEffect } from 'react';
import { keepAwake } from '../../shared/presence';
import type { Air, JoinState } from '../logic/machineTypes';
import { sendingOf, type Sending } from '../logic/sending';
import type { Tally, Trouble } from '../logic/tally';
import { common, onAir, sendingText, tallyWords } from '../strings';
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
import { StartsIn } from './StartsIn';
import { TallySign } from './TallySign';

/** Milliseconds for which a picture may fail, or the hub be on its way back, before the sign says so: a camera that is changed takes one. */
const hiccup = 1_900;
const hubHiccup = 900;

const frames: Readonly<Record<Tally, string>> = { waiting: 'border-line-strong', away: 'border-danger', 'no-picture': 'border-line-strong', ready: 'border-accent', next: 'border-warn', 'on-wall': 'border-onair' };

export function OnAir({ state, air }: { state: JoinState; air: Air }) {
  return air.link === 'elsewhere' ? <Elsewhere isGone /> : <Here state={state} air={air} />;
}

function Here({ state, air }: { state: JoinState; air: Air }) {
  const { session } = useJoin();
  const picture = useCamera();
  useEffect(() => keepAwake(), []);
  const isOpen = air.media.connection === 'open';
  const openFor = useHeldFor(isOpen && picture.track !== null);
  const closedFor = useHeldFor(!isOpen);
  const sending = sendingOf({ hasCamera: picture.track !== null, isStill: picture.paused, isMuted: air.view?.muted === true, state: air.media, hasSent: air.hasSent, openFor, closedFor });
  const trouble = useTrouble(air, sending);
  const fact = useTally(air.view, session.clock, trouble, state.welcome?.admission === 'waiting');
  const word = fact === null ? null : tallyWords[fact.tally];
  useEffect(() => {
    // People who look at another tab see the sign in this one's title.
    document.title = word === null ? common.product : `${word} · ${common.product}`;
    return () => void (document.title = common.product);
  }, [word]);
  return (
    <Shell step="on-air" aside={<LeaveButton />}>
      <div data-tally={fact?.tally} data-sending={sending === 'yes'} className="grid items-start gap-x-8 gap-y-5 pb-6 md:grid-cols-[1fr_21rem] md:pt-2 lg:grid-cols-[1fr_24rem]">
        <div className="md:col-span-2">
          <StepTitle className="sm:text-2xl"><bdi>{state.welcome?.churchName ?? state.name}</bdi></StepTitle>
          <p className="text-muted break-words" dir="auto">{state.welcome?.title}</p>
          <StartsIn startsAt={air.view?.startsAt ?? state.welcome?.startsAt ?? null} />
        </div>
        <Picture camera={picture} note={sending === 'paused' ? sendingText.paused.title : undefined} className={`order-2 mx-auto max-w-[34rem] border-4 transition-colors duration-150 md:order-none md:max-w-none ${fact === null ? 'border-line' : frames[fact.tally]}`} />
        {/* On a narrow screen the sign stands above the picture and the rest below it. */}
        <div className="contents md:flex md:flex-col md:gap-5">
          <div className="order-1"><TallySign fact={fact} /></div>
          <div className="order-3 flex flex-col gap-4">
            <CameraTrouble camera={picture} />
            <SendingStatus sending={sending} media={air.media} />
            {fact?.tally !== 'away' && <NoticeBox notice={state.notice} />}
            <CameraControls camera={picture} />
            <p className="text-muted">{onAir.keepOpen}</p>
          </div>
        </div>
      </div>
    </Shell>
  );
}

const troubles: Partial<Readonly<Record<Sending, Trouble>>> = { camera: 'camera', still: 'camera', away: 'line', blocked: 'line', stopped: 'line' };

/** What makes the last news of the server worthless, as soon as it is more than a hiccup. */
function useTrouble({ hub, media }: Air, sending: Sending): Trouble | null {
  // Until the hub was open once there is no news that could be old.
  const hubAwayFor = useHeldFor(hub !== 'open' && hub !== 'connecting');
  const own = troubles[sending] ?? null;
  const failingFor = useHeldFor(own !== null);
  if (hub === 'quiet' || (hubAwayFor ?? 0) >= hubHiccup) return 'server';
  return media.cut || (failingFor ?? 0) >= hiccup ? own : null;
}
