import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode, type SubmitEvent } from 'react';
import type { Problem } from '../../shared/api';
import { Button, Callout, Card, Field, Input, Logo } from '../../shared/ui';
import { cached } from '../api/queries';
import { session } from '../api/server';

/** The card in the middle of an otherwise empty page. */
export function Door({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <Card className="w-full max-w-sm p-7 sm:p-8">
        <Logo className="mb-5 size-11" />
        <h1 className="mb-5 text-xl font-semibold">{title}</h1>
        {children}
      </Card>
    </main>
  );
}

export function ProblemNote({ problem }: { problem: Problem | null }) {
  if (problem === null) return null;
  const wait = problem.retryAfter === null ? null : `Try again in ${problem.retryAfter} seconds.`;
  return <Callout tone="danger" title={problem.title}>{wait ?? problem.detail ?? undefined}</Callout>;
}

/** Name and password first; the code only of those whose account has a second factor. */
export function SignInPage() {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksForCode, setAsksForCode] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await session.signIn(name.trim(), password, asksForCode ? code.trim() : '');
    setBusy(false);
    if (answer.ok) return void client.setQueryData(cached.session, answer.value.user);
    const isFirstAsked = answer.problem.code === 'second_factor_needed' && !asksForCode;
    if (isFirstAsked) setAsksForCode(true);
    if (answer.problem.code === 'second_factor_wrong') setCode('');
    setProblem(isFirstAsked ? null : answer.problem);
  };
  const startOver = () => {
    setAsksForCode(false);
    setCode('');
    setPassword('');
    setProblem(null);
  };
  const codeError = problem?.errors['code']?.join(' ');
  if (asksForCode)
    return (
      <Door title={`A code for ${name.trim()}`}>
        <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
          {codeError === undefined && <ProblemNote problem={problem} />}
          <Field label="Code" error={codeError} hint="The six digits that your authenticator app shows, or one of your recovery codes.">
            <Input name="code" autoComplete="one-time-code" autoCapitalize="none" spellCheck={false} autoFocus required value={code} onChange={(event) => setCode(event.target.value)} />
          </Field>
          <Button type="submit" look="primary" busy={busy} data-testid="sign-in" className="mt-1">Sign in</Button>
          <Button look="quiet" onClick={startOver}>Use another account</Button>
          <p className="text-sm text-muted">Lost both? An administrator can take the second factor away.</p>
        </form>
      </Door>
    );
  return (
    <Door title="Sign in to the console">
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <ProblemNote problem={problem} />
        <Field label="Name">
          <Input name="username" autoComplete="username" autoFocus required autoCapitalize="none" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label="Password">
          <Input name="password" type="password" autoComplete="current-password" required value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <Button type="submit" look="primary" busy={busy} data-testid="sign-in" className="mt-1">Sign in</Button>
      </form>
    </Door>
  );
}
