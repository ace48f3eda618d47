import { useEffect } from 'react';
import type { JoinState } from './logic/machineTypes';
import { useJoin, useJoinState } from './view/context';
import { ClosedCard } from './view/ClosedCard';
import { CodeStep } from './view/CodeStep';
import { DebugFacts } from './view/DebugFacts';
import { Elsewhere } from './view/Elsewhere';
import { GreenRoom } from './view/GreenRoom';
import { NameStep } from './view/NameStep';
import { OnAir } from './view/OnAir';

export function App({ debug = false }: { debug?: boolean }) {
  return (
    <>
      <Step />
      {debug && <DebugFacts />}
    </>
  );
}

/** The camera's light is on exactly while its picture has a use. */
const wantsCamera = ({ step, air, asksTakeOver }: JoinState): boolean =>
  !asksTakeOver && (step === 'green-room' || (step === 'on-air' && air?.link !== 'elsewhere'));

function Step() {
  const { camera } = useJoin();
  const state = useJoinState();
  const isWanted = wantsCamera(state);
  useEffect(() => {
    if (isWanted) camera.start();
    else camera.stop();
  }, [camera, isWanted]);
  if (state.asksTakeOver) return <Elsewhere />;
  switch (state.step) {
    case 'code':
      return <CodeStep state={state} />;
    case 'name':
      return <NameStep state={state} />;
    case 'green-room':
      return <GreenRoom state={state} />;
    case 'on-air':
      return state.air === null ? null : <OnAir state={state} air={state.air} />;
    case 'closed':
      return state.closed === null ? null : <ClosedCard state={state} reason={state.closed} />;
  }
}
