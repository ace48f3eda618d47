import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Badge, Button, Callout, Dialog } from '../../shared/ui';
import { cached } from '../api/queries';
import { account as server } from '../api/server';
import type { Account, AppSecret } from '../api/types';
import { dateAndTime, many } from '../format';
import { useDeed } from '../shell/useDeed';
import { AppForm } from './AppForm';
import { PresentForm } from './PresentForm';
import { RecoveryCodes } from './RecoveryCodes';

/** Fewer recovery codes than this are worth a warning. */
const fewCodes = 3;

type Step =
  | { readonly name: 'begin' | 'renew' | 'off' }
  | { readonly name: 'confirm'; readonly secret: AppSecret }
  | { readonly name: 'codes'; readonly codes: readonly string[] };

const titles: Readonly<Record<Step['name'], string>> = {
  begin: 'Set up an authenticator app',
  confirm: 'Set up an authenticator app',
  codes: 'Your recovery codes',
  renew: 'New recovery codes',
  off: 'Turn the second factor off',
};

/** The authenticator app of one's own account. */
export function SecondFactorPanel({ account }: { account: Account }) {
  const client = useQueryClient();
  const { run } = useDeed();
  const [step, setStep] = useState<Step | null>(null);
  const changed = () => client.invalidateQueries({ queryKey: cached.account });
  const factor = account.secondFactor;
  return (
    <section aria-labelledby="second-factor" className="flex flex-col items-start gap-4">
      <div>
        <h2 id="second-factor" className="flex items-center gap-2 text-lg font-semibold">
          Second factor <Badge tone={factor === null ? 'neutral' : 'accent'} data-testid="second-factor-state">{factor === null ? 'off' : 'on'}</Badge>
        </h2>
        <p className="mt-1 text-sm text-muted">
          {factor === null
            ? 'An app on your phone shows a new code every thirty seconds. Who has only your password cannot sign in.'
            : `On since ${dateAndTime(factor.since)}. ${many(factor.recoveryCodesLeft, 'recovery code is left', 'recovery codes are left')}.`}
        </p>
      </div>
      {factor !== null && factor.recoveryCodesLeft < fewCodes && <Callout tone="warn" title="Few recovery codes are left">Make new ones before you need them.</Callout>}
      <div className="flex flex-wrap gap-2">
        {factor === null ? (
          <Button look="primary" data-testid="begin-second-factor" onClick={() => setStep({ name: 'begin' })}>Set up</Button>
        ) : (
          <>
            <Button onClick={() => setStep({ name: 'renew' })}>New recovery codes</Button>
            <Button look="dangerQuiet" onClick={() => setStep({ name: 'off' })}>Turn off</Button>
          </>
        )}
      </div>
      <Dialog open={step !== null} onOpenChange={() => setStep(null)} width="sm" title={titles[step?.name ?? 'begin']}>
        {step?.name === 'begin' && (
          <PresentForm action="Go on" onDone={async (present, on) => {
            const answer = await run(server.beginSecondFactor(present), undefined, on);
            if (answer !== null) setStep({ name: 'confirm', secret: answer.value });
          }} />
        )}
        {step?.name === 'confirm' && (
          <AppForm secret={step.secret} onConfirm={async (code, on) => {
            const answer = await run(server.confirmSecondFactor(code), undefined, on);
            if (answer === null) return;
            setStep({ name: 'codes', codes: answer.value.recoveryCodes });
            await changed();
          }} />
        )}
        {step?.name === 'codes' && <RecoveryCodes codes={step.codes} onDone={() => setStep(null)} />}
        {step?.name === 'renew' && (
          <PresentForm action="Make new codes" note="The old ones work no more." onDone={async (present, on) => {
            const answer = await run(server.renewRecoveryCodes(present), undefined, on);
            if (answer === null) return;
            setStep({ name: 'codes', codes: answer.value.recoveryCodes });
            await changed();
          }} />
        )}
        {step?.name === 'off' && (
          <PresentForm action="Turn off" danger note="From then on the password alone signs you in." onDone={async (present, on) => {
            if ((await run(server.turnSecondFactorOff(present), 'The second factor is off', on)) === null) return;
            setStep(null);
            await changed();
          }} />
        )}
      </Dialog>
    </section>
  );
}
