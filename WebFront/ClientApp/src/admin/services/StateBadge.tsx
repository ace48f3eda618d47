import type { ServiceState } from '../../shared/contract';
import { Badge } from '../../shared/ui';

export function StateBadge({ state }: { state: ServiceState }) {
  if (state === 'live') return <Badge tone="live" dot data-testid="service-state">Live</Badge>;
  if (state === 'scheduled') return <Badge tone="accent" data-testid="service-state">Scheduled</Badge>;
  return <Badge data-testid="service-state">Ended</Badge>;
}
