import type { Church } from '../api/types';
import { byName, plain } from '../format';
import type { Row } from './rows';

/** A registered church that is not here, and whether it was. */
export interface Missing {
  readonly church: Church;
  /** `lost`: its seat is kept for it; `absent`: it has not come, or left long ago. */
  readonly kind: 'lost' | 'absent';
}

/** Registry against roster: those who lost the line first, then by name. Revoked churches are not expected. */
export function missingOf(registry: readonly Church[], rows: readonly Row[]): Missing[] {
  const here = new Map(rows.map((row) => [row.churchId, row]));
  return registry
    .filter((church) => !church.revoked)
    .flatMap((church): Missing[] => {
      const row = here.get(church.id);
      if (row === undefined || row.state === 'away') return [{ church, kind: 'absent' }];
      return row.state === 'reconnecting' ? [{ church, kind: 'lost' }] : [];
    })
    .sort((a, b) => Number(a.kind === 'absent') - Number(b.kind === 'absent') || byName(a.church.name, b.church.name));
}

export function searchMissing(missing: readonly Missing[], search: string): readonly Missing[] {
  const words = plain(search).split(' ').filter((word) => word !== '');
  return words.length === 0 ? missing : missing.filter(({ church }) => words.every((word) => plain(`${church.name} ${church.city}`).includes(word)));
}
