import { useState, type SubmitEvent } from 'react';
import { Button, Field, Input } from '../../shared/ui';
import { account } from '../api/server';
import { passwordHint, passwordProblem } from '../shell/password';
import { useDeed } from '../shell/useDeed';

const nothing = { present: '', password: '', again: '' };

/** Another password for oneself. */
export function PasswordForm({ name }: { name: string }) {
  const { run, busy } = useDeed();
  const [typed, setTyped] = useState(nothing);
  const [errors, setErrors] = useState<Readonly<Record<string, readonly string[]>>>({});
  const type = (field: keyof typeof nothing) => ({
    name: field,
    type: 'password',
    value: typed[field],
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [field]: event.target.value }),
  });
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (typed.present === '') return setErrors({ present: ['Type the password with which you signed in.'] });
    const fault = passwordProblem(typed.password, typed.again);
    if (fault !== null) return setErrors({ password: [fault] });
    setErrors({});
    const answer = await run(account.changePassword(typed.present, typed.password), 'Your password is changed; your other sessions have ended', (problem) => {
      setErrors(problem.errors);
      return Object.keys(problem.errors).length > 0;
    });
    if (answer !== null) setTyped(nothing);
  };
  return (
    <form noValidate aria-labelledby="own-password" className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      <div>
        <h2 id="own-password" className="text-lg font-semibold">Password</h2>
        <p className="mt-1 text-sm text-muted">A new one signs you out everywhere else.</p>
      </div>
      <input type="hidden" name="username" autoComplete="username" value={name} readOnly />
      <Field label="Present password" error={errors['present']?.join(' ')}><Input autoComplete="current-password" {...type('present')} /></Field>
      <Field label="New password" error={errors['password']?.join(' ')} hint={passwordHint}><Input autoComplete="new-password" {...type('password')} /></Field>
      <Field label="The same again"><Input autoComplete="new-password" {...type('again')} /></Field>
      <Button type="submit" look="primary" busy={busy} data-testid="change-password" className="self-start">Change the password</Button>
    </form>
  );
}
