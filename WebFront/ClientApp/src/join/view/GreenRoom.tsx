import { Lightbulb, MicOff } from 'lucide-react';
import { Button, Callout } from '../../shared/ui';
import type { JoinState } from '../logic/machineTypes';
import { greenRoom } from '../strings';
import { CameraControls } from './CameraControls';
import { CameraTrouble } from './CameraTrouble';
import { useCamera, useJoin } from './context';
import { NoticeBox } from './Notices';
import { Picture } from './Picture';
import { Shell, StepTitle } from './Shell';
import { StartsIn } from './StartsIn';

export function GreenRoom({ state }: { state: JoinState }) {
  const { session } = useJoin();
  const picture = useCamera();
  const { welcome } = state;
  const isReady = picture.phase === 'on';
  return (
    <Shell step="green-room">
      <div className="grid items-start gap-x-10 gap-y-5 pb-6 md:grid-cols-[1fr_21rem] md:pt-4 lg:grid-cols-[1fr_24rem]">
        <div className="md:col-span-2">
          <StepTitle>{greenRoom.title}</StepTitle>
          <p className="mt-1 text-lg text-muted">{greenRoom.lead}</p>
          <StartsIn startsAt={welcome?.startsAt ?? null} />
        </div>
        <figure className="mx-auto w-full max-w-[34rem] md:mx-0 md:max-w-none">
          <Picture camera={picture} />
          <figcaption className="mt-2 text-center text-muted">{greenRoom.caption}</figcaption>
        </figure>
        <div className="flex flex-col gap-4">
          {welcome !== null && <Who state={state} name={welcome.churchName} title={welcome.title} />}
          {welcome !== null && welcome.wish !== null && <Callout tone="info" title={greenRoom.wishTitle}>{greenRoom.wish(welcome.wish)}</Callout>}
          <CameraTrouble camera={picture} />
          <CameraControls camera={picture} />
          <NoticeBox notice={state.notice} />
          <Button look="primary" size="lg" className="min-h-16 text-xl" busy={picture.phase === 'asking'} disabled={!isReady && picture.phase !== 'problem'} onClick={() => session.dispatch({ type: 'join-pressed' })}>
            {picture.phase === 'problem' ? greenRoom.joinWithout : greenRoom.join}
          </Button>
          <p className="flex items-center gap-2 text-muted"><MicOff className="size-5 shrink-0" aria-hidden />{greenRoom.noSound}</p>
          {welcome?.admission === 'waiting' && <p className="text-muted">{greenRoom.waitingNote}</p>}
          <Tips />
        </div>
      </div>
    </Shell>
  );
}

function Who({ state, name, title }: { state: JoinState; name: string; title: string }) {
  const { session } = useJoin();
  return (
    <div className="flex items-center justify-between gap-3 rounded-xl bg-sunken px-4 py-3">
      <div className="min-w-0">
        <p className="text-lg font-semibold break-words" dir="auto">{name}</p>
        <p className="text-muted break-words" dir="auto">{title}</p>
      </div>
      {state.entry?.kind === 'code' && <Button size="sm" aria-label={`${greenRoom.change}: ${greenRoom.as(name)}`} onClick={() => session.dispatch({ type: 'rename-pressed' })}>{greenRoom.change}</Button>}
    </div>
  );
}

function Tips() {
  return (
    <details className="rounded-xl border border-line px-4 py-3">
      <summary className="-my-2.5 cursor-pointer py-2.5 font-medium"><Lightbulb className="me-2 inline size-5 align-[-0.25em]" aria-hidden />{greenRoom.tipsTitle}</summary>
      <ul className="mt-2 list-disc space-y-1 ps-5 text-muted">{greenRoom.tips.map((tip) => <li key={tip}>{tip}</li>)}</ul>
    </details>
  );
}
