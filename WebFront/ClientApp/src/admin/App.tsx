import { lazy, Suspense, type ReactNode } from 'react';
import { ProblemError } from '../shared/api';
import { Button, Callout, Empty, Spinner } from '../shared/ui';
import { ServicesPage } from './services/ServicesPage';
import { Link, useRoute } from './shell/navigation';
import { paths, type Route } from './shell/routes';
import { SignedIn, useSession } from './shell/session';
import { SetupPage } from './shell/SetupPage';
import { Shell } from './shell/Shell';
import { SignInPage } from './shell/SignInPage';

// Each page brings what only it needs.
const AccountPage = lazy(async () => ({ default: (await import('./account/AccountPage')).AccountPage }));
const AttendancePage = lazy(async () => ({ default: (await import('./attendance/AttendancePage')).AttendancePage }));
const ChurchesPage = lazy(async () => ({ default: (await import('./churches/ChurchesPage')).ChurchesPage }));
const ConsolePage = lazy(async () => ({ default: (await import('./console/ConsolePage')).ConsolePage }));
const KeysPage = lazy(async () => ({ default: (await import('./people/KeysPage')).KeysPage }));
const LinkSheet = lazy(async () => ({ default: (await import('./churches/LinkSheet')).LinkSheet }));
const ServerPage = lazy(async () => ({ default: (await import('./server/ServerPage')).ServerPage }));
const ServiceSheet = lazy(async () => ({ default: (await import('./services/ServiceSheet')).ServiceSheet }));
const SessionsPage = lazy(async () => ({ default: (await import('./people/SessionsPage')).SessionsPage }));
const UsersPage = lazy(async () => ({ default: (await import('./people/UsersPage')).UsersPage }));

export function App() {
  const route = useRoute();
  const session = useSession();
  if (route.page === 'setup') return <SetupPage token={route.token} />;
  if (session.data === undefined) return <Waiting error={session.error} again={() => void session.refetch()} retrying={session.failureCount > 0} />;
  if (session.data === null) return <SignInPage />;
  return <SignedIn user={session.data}><Suspense fallback={<Loading />}>{pageOf(route)}</Suspense></SignedIn>;
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
    case 'account': return <Shell here={null}><AccountPage /></Shell>;
    case 'sessions': return <Shell here={null}><SessionsPage /></Shell>;
    case 'server': return <Shell here="server"><ServerPage /></Shell>;
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

const Loading = () => <div className="grid min-h-dvh place-items-center"><Spinner label="Loading…" /></div>;

const Lost = () => (
  <Empty title="There is no such page" action={<Button asChild look="primary"><Link href={paths.services}>To the services</Link></Button>}>
    The address may be mistyped, or the page has moved.
  </Empty>
);
