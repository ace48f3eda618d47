import { Badge, Card } from '../../shared/ui';
import type { Readiness } from '../api/types';
import { partRows } from './health';

/** What `/readyz` says, in words. */
export function Parts({ readiness }: { readiness: Readiness }) {
  return (
    <section aria-labelledby="parts">
      <h2 id="parts" className="mb-3 text-lg font-semibold">What it needs</h2>
      <Card>
        <ul aria-labelledby="parts" data-testid="parts">
          {partRows(readiness).map(({ name, label, reason, tone, text }) => (
            <li key={name} data-part={name} className="flex items-start gap-3 border-t border-line px-4 py-3 first:border-t-0 sm:px-5">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{label}</span>
                <span className="block text-sm text-muted">{reason}</span>
              </span>
              <Badge tone={tone} dot>{text}</Badge>
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}
