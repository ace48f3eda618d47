import { useState, type SubmitEvent } from 'react';
import type { Problem } from '../../shared/api';
import { Button, Field, Input } from '../../shared/ui';
import type { AppSecret } from '../api/types';
import { QrCode } from '../share/QrCode';

/** The secret in groups of four, for those who type it. */
const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret;

/** Shows the secret to the app, and takes the first code as proof that it has it. */
export function AppForm({ secret, onConfirm }: { secret: AppSecret; onConfirm: (code: string, on: (problem: Problem) => boolean) => Promise<void> }) {
  const [code, setCode] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (code.trim() === '') return setError('Type the six digits that the app shows.');
    setBusy(true);
    setError(null);
    await onConfirm(code, (problem) => {
      const said = problem.errors['code']?.join(' ');
      setError(said ?? null);
      return said !== undefined;
    });
    setBusy(false);
  };
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <p className="text-muted">Scan this with an authenticator app, such as Google Authenticator, Microsoft Authenticator, Aegis or 1Password.</p>
      <QrCode text={secret.uri} label="QR code for the authenticator app" className="mx-auto w-48 rounded-xl border border-line" />
      <p className="text-sm text-muted">
        Or type this into the app: <span className="font-mono text-text select-all" data-testid="app-secret">{grouped(secret.secret)}</span>
      </p>
      <Field label="Code" error={error} hint="The six digits that the app shows now.">
        <Input name="code" inputMode="numeric" autoComplete="one-time-code" value={code} onChange={(event) => setCode(event.target.value)} />
      </Field>
      <Button type="submit" look="primary" busy={busy} data-testid="confirm-second-factor" className="self-end">Turn on</Button>
    </form>
  );
}
