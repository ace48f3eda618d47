import { useEffect, useState } from 'react';
import { useJoin } from './context';

/** `?debug=1`: what the page knows, for the person on the telephone. No tokens, no keys. */
export function DebugFacts() {
  const { session, camera } = useJoin();
  const [text, setText] = useState('');
  useEffect(() => {
    const look = () => {
      const { step, pending, call, tries, notice, welcome, air, closed } = session.snapshot();
      const { track, ...seen } = camera.state;
      const { clock } = session;
      const facts = {
        serverTime: new Date(clock.now()).toISOString(),
        clockError: clock.synced ? `${Math.round(clock.uncertainty)} ms` : 'not measured',
        join: { step, pending, call, tries, notice, welcome, closed },
        air,
        camera: { ...seen, settings: track?.getSettings() ?? null },
        page: { visible: document.visibilityState, online: navigator.onLine, secure: window.isSecureContext, agent: navigator.userAgent },
      };
      setText(JSON.stringify(facts, null, 1));
    };
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [session, camera]);
  return <pre data-debug tabIndex={0} aria-label="Debug" dir="ltr" className="max-h-96 overflow-auto border-t border-line bg-sunken p-4 text-xs">{text}</pre>;
}
