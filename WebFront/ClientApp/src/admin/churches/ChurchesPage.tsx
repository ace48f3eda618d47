import { Church as ChurchIcon, FileUp, Plus, Printer, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button, Callout, Card, Dialog, Empty, Input, Spinner } from '../../shared/ui';
import { useChurches } from '../api/queries';
import type { Church } from '../api/types';
import { count } from '../format';
import { paths } from '../shell/routes';
import { useSigned } from '../shell/session';
import { PageHead } from '../shell/Shell';
import { ChurchForm } from './ChurchForm';
import { ChurchLink } from './ChurchLink';
import { ChurchRow } from './ChurchRow';
import { ImportDialog } from './ImportDialog';

type Window = { readonly kind: 'add' | 'import' } | { readonly kind: 'edit' | 'link'; readonly church: Church };

/** The registry: churches that come again and again, each with a link of its own. */
export function ChurchesPage() {
  const { may } = useSigned();
  const [search, setSearch] = useState('');
  const [shown, setShown] = useState<Window | null>(null);
  const list = useChurches(useDeferredValue(search.trim()));
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages.at(-1)?.total ?? 0;
  const close = () => setShown(null);
  const closeOn = (open: boolean) => {
    if (!open) close();
  };
  const add = may('change') && (
    <Button look="primary" data-testid="add-church" onClick={() => setShown({ kind: 'add' })}><Plus aria-hidden />Add a church</Button>
  );
  return (
    <>
      <PageHead
        title="Churches"
        actions={
          <>
            <Button asChild><a href={paths.links} target="_blank" rel="noreferrer"><Printer aria-hidden />Sheet of links</a></Button>
            {may('change') && <Button data-testid="import-open" onClick={() => setShown({ kind: 'import' })}><FileUp aria-hidden />Import</Button>}
            {add}
          </>
        }
      >
        A personal link opens straight to a church’s own place, in any service, without a code.
      </PageHead>
      <div className="relative mb-4">
        <Search className="pointer-events-none absolute top-3 left-3 size-4 text-muted max-sm:top-3.5" aria-hidden />
        <Input type="search" aria-label="Search churches" placeholder="Name, city or external id" className="pl-9" value={search} onChange={(event) => setSearch(event.target.value)} />
      </div>
      {list.isError && (
        <Callout tone="danger" title={list.error.message} className="mb-4" action={<Button size="sm" onClick={() => void list.refetch()}>Try again</Button>} />
      )}
      {list.isPending && <div className="grid place-items-center py-16"><Spinner label="Loading churches…" /></div>}
      {list.data !== undefined && found.length === 0 && (
        <Card>
          {search.trim() !== '' ? (
            <Empty icon={<Search aria-hidden />} title="Nothing found">No church has this in its name, city or external id.</Empty>
          ) : (
            <Empty icon={<ChurchIcon aria-hidden />} title="No churches yet" action={add}>
              Add the churches that you expect, one by one or from a file. The console then tells you who is missing.
            </Empty>
          )}
        </Card>
      )}
      {found.length > 0 && (
        <>
          <Card className="overflow-hidden">
            <ul aria-label="Churches" data-testid="churches">
              {found.map((church) => (
                <ChurchRow key={church.id} church={church} onEdit={() => setShown({ kind: 'edit', church })} onLink={() => setShown({ kind: 'link', church })} />
              ))}
            </ul>
          </Card>
          <div className="mt-4 flex items-center justify-center gap-4 text-sm text-muted">
            <span>{count(found.length)} of {count(Math.max(total, found.length))}</span>
            {list.hasNextPage && <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button>}
          </div>
        </>
      )}
      <ImportDialog open={shown?.kind === 'import'} onOpenChange={closeOn} />
      <Dialog open={shown?.kind === 'add' || shown?.kind === 'edit'} onOpenChange={closeOn} width="sm" title={shown?.kind === 'edit' ? 'Edit church' : 'Add a church'}>
        <ChurchForm church={shown?.kind === 'edit' ? shown.church : null} onDone={close} />
      </Dialog>
      <Dialog open={shown?.kind === 'link'} onOpenChange={closeOn} title={shown?.kind === 'link' ? shown.church.name : ''} description="Whoever has this link joins as this church.">
        {shown?.kind === 'link' && <ChurchLink church={shown.church} />}
      </Dialog>
    </>
  );
}
