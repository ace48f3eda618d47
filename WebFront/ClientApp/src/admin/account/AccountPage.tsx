import { Callout, Card, Spinner } from '../../shared/ui';
import { useAccount } from '../api/queries';
import { roleMeaning } from '../shell/roles';
import { PageHead } from '../shell/Shell';
import { PasswordForm } from './PasswordForm';
import { SecondFactorPanel } from './SecondFactorPanel';

/** What everybody may do with the own account: choose another password, set up an authenticator app. */
export function AccountPage() {
  const account = useAccount();
  return (
    <>
      <PageHead title="Your account">
        {account.data !== undefined && <><b className="text-text">{account.data.name}</b>, {account.data.role}: {roleMeaning[account.data.role]}.</>}
      </PageHead>
      {account.isError && <Callout tone="danger" title={account.error.message} />}
      {account.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading your account…" /></div>}
      {account.data !== undefined && (
        <div className="grid items-start gap-6 lg:grid-cols-2">
          <Card className="p-5 sm:p-6"><PasswordForm name={account.data.name} /></Card>
          <Card className="p-5 sm:p-6"><SecondFactorPanel account={account.data} /></Card>
        </div>
      )}
    </>
  );
}
