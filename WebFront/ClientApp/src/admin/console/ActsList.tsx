import { useQuery } from '@tanstack/react-query';
import { Button, Callout, Spinner } from '../../shared/ui';
import { unwrap } from '../../shared/api';
import { cached } from '../api/queries';
import { services } from '../api/server';
import { timeOfDay } from '../format';
import { useConsole } from './context';
import { whoDid, wordsOf } from './pastActs';

/** The last acts of everybody, each with its way back. */
export function ActsList({ onDone }: { onDone: () => void }) {
  const { service, rows, desk } = useConsole();
  const { data, error } = useQuery({ queryKey: [...cached.service(service.id), 'acts'], queryFn: () => unwrap(services.acts(service.id)), staleTime: 0 });
  if (error !== null) return <Callout tone="danger" title={error.message} />;
  if (data === undefined) return <Spinner label="Loading…" />;
  if (data.acts.length === 0) return <p className="text-muted">Nothing was done yet that could be undone.</p>;
  const names = new Map(rows.map((row) => [row.churchId, row.name]));
  return (
    <ul data-testid="acts">
      {data.acts.map((act) => {
        const said = wordsOf(act, (id) => names.get(id));
        return (
          <li key={act.id} className="flex items-center gap-3 border-t border-line py-2 first:border-t-0">
            <span className="min-w-0 flex-1">
              <span className="block font-medium break-words" dir="auto">{said}</span>
              <span className="block text-sm text-muted">{timeOfDay(act.at)}, {act.mine ? 'you' : whoDid(act)}</span>
            </span>
            <Button
              size="sm"
              aria-label={`Undo: ${said}`}
              onClick={() => {
                desk.takeBack({ id: act.id, said });
                onDone();
              }}
            >
              Undo
            </Button>
          </li>
        );
      })}
    </ul>
  );
}
