import { Button, Card } from '../../shared/ui';
import { grantName, refuseName } from './actions';
import { useConsole } from './context';

/** Churches that are in and ask to be called otherwise: the walls go on showing the name that was approved. */
export function Wishes({ select }: { select: (id: string) => void }) {
  const { rows, desk, mayRun } = useConsole();
  const wishing = rows.filter((row) => row.wish !== null);
  if (wishing.length === 0) return null;
  return (
    <Card className="border-warn p-3" data-testid="wishes">
      <h2 className="mb-2 text-sm font-semibold">New names</h2>
      <ul className="flex max-h-48 flex-col gap-2 overflow-y-auto" aria-label="Churches that ask for another name">
        {wishing.map((row) => (
          <li key={row.churchId} className="flex flex-wrap items-center gap-1.5 text-sm">
            <button type="button" className="min-w-0 basis-full text-left break-words max-sm:min-h-11" onClick={() => select(row.churchId)}>
              <bdi>{row.name}</bdi> asks to be <bdi className="font-medium">{[row.wish?.name, row.wish?.city].filter(Boolean).join(', ')}</bdi>
            </button>
            {mayRun && (
              <>
                <Button size="sm" look="primary" onClick={() => desk.perform(grantName(row))}>Approve</Button>
                <Button size="sm" onClick={() => desk.perform(refuseName(row))}>Keep the old one</Button>
              </>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
