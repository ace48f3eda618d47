import { Button, Callout } from '../../shared/ui';
import { CopyButton } from '../share/Copy';

/** Shown this once. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  return (
    <div className="flex flex-col gap-4">
      <Callout tone="warn" title="Keep these codes now">
        Each signs you in once when the phone is not there. The server cannot show them again.
      </Callout>
      <ul aria-label="Recovery codes" className="grid grid-cols-2 gap-x-6 gap-y-1 rounded-lg bg-sunken p-3 font-mono select-all" data-testid="recovery-codes">
        {codes.map((code) => <li key={code}>{code}</li>)}
      </ul>
      <div className="flex justify-end gap-2">
        <CopyButton text={codes.join('\n')} what="the recovery codes" />
        <Button size="sm" look="primary" onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}
