import { useQueryClient } from '@tanstack/react-query';
import { useState, type SubmitEvent } from 'react';
import { Button, Callout, Field, Input } from '../../shared/ui';
import { cached } from '../api/queries';
import { users } from '../api/server';
import type { User } from '../api/types';
import { Link } from '../shell/navigation';
import { shortestPassword } from '../shell/password';
import type { Role } from '../shell/roles';
import { paths } from '../shell/routes';
import { useSigned } from '../shell/session';
import { useDeed } from '../shell/useDeed';
import { RoleSelect } from './RoleSelect';

/** A new account, or another role or password for one. */
export function UserForm({ user, onDone }: { user: User | null; onDone: () => void }) {
  const client = useQueryClient();
  const { user: me } = useSigned();
  const { run, busy } = useDeed();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [role, setRole] = useState<Role>(user?.role ?? 'producer');
  const [errors, setErrors] = useState<Readonly<Record<string, readonly string[]>>>({});
  const [rest, setRest] = useState<string | null>(null);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (user === null && name.trim() === '') return setErrors({ name: ['Choose a name to sign in with.'] });
    if ((user === null || password !== '') && password.length < shortestPassword)
      return setErrors({ password: [`Use at least ${shortestPassword} characters.`] });
    const deed = user === null
      ? users.create(name.trim(), password, role)
      : users.change(user.name, { ...(password !== '' && { password }), ...(role !== user.role && { role }) });
    const answer = await run(deed, user === null ? `${name.trim()} may sign in now` : 'Saved', (problem) => {
      setErrors(problem.errors);
      setRest(Object.keys(problem.errors).length > 0 ? null : [problem.title, problem.detail].filter(Boolean).join(' '));
      return true;
    });
    if (answer === null) return;
    await client.invalidateQueries({ queryKey: cached.users });
    onDone();
  };
  const isNew = user === null;
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={(event) => void submit(event)}>
      {rest !== null && <Callout tone="danger" title={rest} />}
      {isNew && (
        <Field label="Name" error={errors['name']?.join(' ')}>
          <Input name="name" autoCapitalize="none" autoComplete="off" spellCheck={false} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
      )}
      {user?.name === me.name ? (
        <p className="text-sm text-muted">Your own password: <Link href={paths.account} className="text-accent-ink underline">your account</Link>.</p>
      ) : (
        <Field
          label={isNew ? 'Password' : 'New password'}
          hint={isNew ? `At least ${shortestPassword} characters; tell it to the person.` : 'Leave empty to keep the present one.'}
          error={errors['password']?.join(' ')}
        >
          <Input name="password" type="password" autoComplete="new-password" value={password} onChange={(event) => setPassword(event.target.value)} />
        </Field>
      )}
      <RoleSelect role={role} onRole={setRole} />
      <div className="flex justify-end gap-2">
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" look="primary" busy={busy} data-testid="save-user">{isNew ? 'Create' : 'Save'}</Button>
      </div>
    </form>
  );
}
