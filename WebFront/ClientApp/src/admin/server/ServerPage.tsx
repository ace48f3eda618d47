import { Callout, Spinner } from '../../shared/ui';
import { useProcesses, useReadiness } from '../api/queries';
import { PageHead } from '../shell/Shell';
import { worry } from './health';
import { Parts } from './Parts';
import { Processes } from './Processes';
import { SignOutEverybody } from './SignOutEverybody';

/** How the processes of this wall are, and what they need. Looks again by itself. */
export function ServerPage() {
  const processes = useProcesses();
  const readiness = useReadiness();
  const trouble = worry(readiness.data);
  // What was known stays on the page while the server is away.
  const away = processes.failureReason ?? readiness.failureReason;
  return (
    <>
      <PageHead title="Server">The processes of this wall and what they need, as the one that answers sees them.</PageHead>
      <div className="flex flex-col gap-8">
        {away !== null && <Callout tone="danger" title={away.message} />}
        {away === null && trouble !== null && <Callout tone={trouble.tone === 'danger' ? 'danger' : 'warn'} title={trouble.text}>The reason stands below.</Callout>}
        {processes.isPending && away === null && <div className="grid place-items-center py-16"><Spinner label="Asking the processes…" /></div>}
        {processes.data !== undefined && <Processes processes={processes.data} />}
        {readiness.data !== undefined && <Parts readiness={readiness.data} />}
        <SignOutEverybody />
      </div>
    </>
  );
}
