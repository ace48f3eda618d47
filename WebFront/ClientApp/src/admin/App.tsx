import type { ReactNode } from 'react';
import { ProblemError } from '../shared/api';
import { Button, Callout, Empty, Spinner } from '../shared/ui';
import { ChurchesPage } from './churches/ChurchesPage';
import { LinkSheet } from './churches/LinkSheet';
import { AttendancePage } from './attendance/AttendancePage';
import { ConsolePage } from './console/ConsolePage';
import { KeysPage } from './people/KeysPage';
import { UsersPage } from './people/UsersPage';
import { ServicesPage } from './services/ServicesPage';
import { ServiceSheet } from './services/ServiceSheet';
import { Link, useRoute } from './shell/navigation';
import { paths, type Route } from './shell/routes';
import { SignedIn, useSession } from './shell/session';
import { SetupPage } from './shell/SetupPage';
import { Shell } from './shell/Shell';
import { SignInPage } from './shell/SignInPage';

export function App() {
  const route = useRoute();
  const session = useSession();
  if (route.page === 'setup') return <SetupPage token={route.token} />;
  if (session.data === undefined) return <Waiting error={session.error} again={() => void session.refetch()} retrying={session.failureCount > 0} />;
  if (session.data === null) return <SignInPage />;
  return <SignedIn user={session.data}>{pageOf(route)}</SignedIn>;
}

function pageOf(route: Exclude<Route, { page: 'setup' }>): ReactNode {
  switch (route.page) {
    case 'services': return <Shell here="services"><ServicesPage /></Shell>;
    case 'console': return <ConsolePage key={route.id} id={route.id} />;
    case 'attendance': return <Shell here="services"><AttendancePage id={route.id} /></Shell>;
    case 'sheet': return <ServiceSheet id={route.id} />;
    case 'churches': return <Shell here="churches"><ChurchesPage /></Shell>;
    case 'links': return <LinkSheet />;
    case 'keys': return <Shell here="keys"><KeysPage /></Shell>;
    case 'users': return <Shell here="users"><UsersPage /></Shell>;
    case 'lost': return <Shell here={null}><Lost /></Shell>;
  }
}

function Waiting({ error, again, retrying }: { error: Error | null; again: () => void; retrying: boolean }) {
  return (
    <main className="grid min-h-dvh place-items-center p-6">
      {error !== null ? (
        <Callout tone="danger" title={error.message} action={<Button size="sm" onClick={again}>Try again</Button>} className="max-w-md">
          {error instanceof ProblemError ? error.problem.detail : null}
        </Callout>
      ) : (
        <Spinner label={retrying ? 'The server is away. Trying again…' : 'Opening the console…'} />
      )}
    </main>
  );
}

const Lost = () => (
  <Empty title="There is no such page" action={<Button asChild look="primary"><Link href={paths.services}>To the services</Link></Button>}>
    The address may be mistyped, or the page has moved.
  </Empty>
);
