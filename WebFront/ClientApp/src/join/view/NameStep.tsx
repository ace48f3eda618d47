import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Button, Field, Input } from '../../shared/ui';
import type { JoinState } from '../logic/machineTypes';
import { common, nameStep } from '../strings';
import { useJoin } from './context';
import { useFocusOnce } from './hooks';
import { NoticeBox } from './Notices';
import { Shell, StepTitle } from './Shell';

export function NameStep({ state }: { state: JoinState }) {
  const { session } = useJoin();
  const [name, setName] = useState(state.name);
  const [city, setCity] = useState(state.city);
  const [isEmpty, setEmpty] = useState(false);
  const nameInput = useFocusOnce<HTMLInputElement>();
  const cityInput = useRef<HTMLInputElement>(null);
  const nameError = isEmpty ? nameStep.emptyName : state.errors['name'];
  const cityError = state.errors['city'];
  useEffect(() => {
    if (nameError !== undefined) nameInput.current?.focus();
    else if (cityError !== undefined) cityInput.current?.focus();
  }, [nameError, cityError, nameInput]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const empty = name.trim() === '';
    setEmpty(empty);
    if (empty) nameInput.current?.focus();
    else session.dispatch({ type: 'name-submitted', name: name.trim(), city: city.trim() });
  };
  return (
    <Shell step="name">
      <StepTitle focus={false}>{nameStep.title}</StepTitle>
      <p className="mt-2 text-lg text-muted">{nameStep.lead}</p>
      <form className="mt-6 flex flex-col gap-4" onSubmit={submit} noValidate>
        <Field label={nameStep.name} error={nameError}>
          <Input
            ref={nameInput}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
              setEmpty(false);
            }}
            dir="auto"
            required
            name="organization"
            autoComplete="organization"
            enterKeyHint="next"
            placeholder={nameStep.namePlaceholder}
            className="h-12 text-lg sm:text-lg"
          />
        </Field>
        <Field label={nameStep.city} error={cityError}>
          <Input
            ref={cityInput}
            value={city}
            onChange={(event) => setCity(event.target.value)}
            dir="auto"
            name="city"
            autoComplete="address-level2"
            enterKeyHint="go"
            placeholder={nameStep.cityPlaceholder}
            className="h-12 text-lg sm:text-lg"
          />
        </Field>
        <NoticeBox notice={state.notice} />
        <Button type="submit" look="primary" size="lg" busy={state.pending !== null}>{state.pending === null ? nameStep.go : nameStep.busy}</Button>
        <Button look="quiet" onClick={() => session.dispatch({ type: 'start-over-pressed' })}>{common.otherCode}</Button>
      </form>
    </Shell>
  );
}
