import { useEffect, type SubmitEvent } from 'react';
import { Button, Field, Input, Spinner } from '../../shared/ui';
import type { JoinState } from '../logic/machineTypes';
import { codeStep } from '../strings';
import { useJoin } from './context';
import { ChooseService } from './ChooseService';
import { Doors } from './Doors';
import { useFocusOnce } from './hooks';
import { NoticeBox } from './Notices';
import { Shell, StepTitle } from './Shell';

export function CodeStep({ state }: { state: JoinState }) {
  const { notice, pending, entry } = state;
  if (notice?.kind === 'doors') return <Doors notice={notice} state={state} />;
  if (notice?.kind === 'choose') return <ChooseService notice={notice} state={state} />;
  if (pending !== null && entry?.kind === 'link')
    return (
      <Shell step="code">
        <StepTitle className="sr-only">{codeStep.openingLink}</StepTitle>
        <div className="flex flex-col items-center gap-6">
          <Spinner label={codeStep.openingLink} />
          <NoticeBox notice={notice} />
        </div>
      </Shell>
    );
  return <CodeForm state={state} />;
}

function CodeForm({ state: { typed, notice, pending } }: { state: JoinState }) {
  const { session } = useJoin();
  const input = useFocusOnce<HTMLInputElement>();
  const isWrong = notice?.kind === 'unknown-code' || notice?.kind === 'empty-code';
  useEffect(() => {
    // After a wrong code the next thing to do is to correct it.
    if (isWrong) input.current?.select();
  }, [isWrong, notice, input]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    session.dispatch({ type: 'code-submitted' });
  };
  return (
    <Shell step="code">
      <StepTitle focus={false}>{codeStep.title}</StepTitle>
      <p className="mt-2 text-lg text-muted">{codeStep.lead}</p>
      <form className="mt-6 flex flex-col gap-4" onSubmit={submit} noValidate>
        <Field label={codeStep.label} hint={codeStep.hint}>
          <Input
            ref={input}
            value={typed}
            onChange={(event) => session.dispatch({ type: 'typed', text: event.target.value })}
            dir="ltr"
            autoComplete="off"
            autoCapitalize="characters"
            autoCorrect="off"
            spellCheck="false"
            enterKeyHint="go"
            maxLength={400}
            aria-invalid={isWrong || undefined}
            className="h-14 text-center font-mono text-2xl tracking-[0.2em] uppercase sm:text-2xl"
          />
        </Field>
        <NoticeBox notice={notice} />
        <Button type="submit" look="primary" size="lg" busy={pending !== null}>{pending === null ? codeStep.go : codeStep.checking}</Button>
      </form>
    </Shell>
  );
}
