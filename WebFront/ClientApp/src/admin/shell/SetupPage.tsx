import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { isPassing, ProblemError, unwrap, type Problem } from '../../shared/api';
import { Button, Callout, Field, Input, Spinner } from '../../shared/ui';
import { cached } from '../api/queries';
import { session } from '../api/server';
import { goTo, Link } from './navigation';
import { passwordHint, passwordProblem } from './password';
import { paths } from './routes';
import { Door, ProblemNote } from './SignInPage';

/** The first start's one-time link: choose the administrator's password. A link that works no more says so before anybody chooses one. */
export function SetupPage({ token }: { token: string }) {
  const client = useQueryClient();
  const queryKey = [...cached.setup, token];
  const link = useQuery({
    queryKey,
    queryFn: async () => {
      await unwrap(session.checkSetUp(token));
      return true;
    },
    enabled: token !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (token === '')
    return (
      <Door title="Set up VideoWall">
        <Callout tone="warn" title="This link is not complete">Open the whole link that the server printed when it first started.</Callout>
      </Door>
    );
  if (link.error instanceof ProblemError)
    return (
      <Door title="Set up VideoWall">
        <div className="flex flex-col gap-4">
          <ProblemNote problem={link.error.problem} />
          {link.error.problem.code === 'setup_done' && (
            <Link href={paths.services} className="text-center text-sm text-accent-ink underline max-sm:py-3">To the sign-in page</Link>
          )}
        </div>
      </Door>
    );
  if (link.data === undefined) return <Door title="Set up VideoWall"><Spinner label={link.failureCount > 0 ? 'The server is away. Trying again…' : 'Looking at the link…'} /></Door>;
  return <PasswordForm token={token} onRefused={() => void client.invalidateQueries({ queryKey })} />;
}

function PasswordForm({ token, onRefused }: { token: string; onRefused: () => void }) {
  const client = useQueryClient();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const fault = passwordProblem(password, again);
    setWrong(fault);
    if (fault !== null) return;
    setBusy(true);
    const answer = await session.setUp(token, password);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    if (!answer.ok) {
      if (!isPassing(answer.problem) && answer.problem.code !== 'invalid') onRefused();
      return;
    }
    await client.invalidateQueries({ queryKey: cached.session });
    goTo(paths.services, true);
  };
  const said = problem?.errors['password']?.join(' ');
  return (
    <Door title="Welcome to VideoWall">
      <form className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
        <p className="-mt-3 text-muted">Choose the password of the first administrator. Its name is <b className="text-text">admin</b>.</p>
        {said === undefined && <ProblemNote problem={problem} />}
        <input type="hidden" name="username" autoComplete="username" value="admin" readOnly />
        <Field label="Password" error={wrong ?? said} hint={passwordHint}>
          <Input name="password" type="password" autoComplete="new-password" autoFocus required value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
        <Field label="The same again">
          <Input name="again" type="password" autoComplete="new-password" required value={again} onChange={(event) => setAgain(event.target.value)} />
        </Field>
        <Button type="submit" look="primary" busy={busy} data-testid="set-up" className="mt-1">Set up and sign in</Button>
      </form>
    </Door>
  );
}
