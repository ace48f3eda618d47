import { useMemo } from 'react';
import { useAllChurches } from '../api/queries';
import { missingOf, type Missing } from './missing';
import { useSigned } from '../shell/session';
import type { Row } from './rows';

/** Who is expected but not here; null where no registry is kept. */
export function useMissing(rows: readonly Row[]): readonly Missing[] | null {
  const { may } = useSigned();
  const { data: registry } = useAllChurches(may('change'));
  return useMemo(() => (registry === undefined || registry.length === 0 ? null : missingOf(registry, rows)), [registry, rows]);
}
