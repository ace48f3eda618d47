import { CalendarPlus, Plus, Search } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { Button, Callout, Card, Empty, Input, Select, Spinner } from '../../shared/ui';
import { useServices } from '../api/queries';
import { count } from '../format';
import { useSigned } from '../shell/session';
import { PageHead } from '../shell/Shell';
import { CreateDialog } from './CreateDialog';
import { ServiceRow } from './ServiceRow';

export function ServicesPage() {
  const { may } = useSigned();
  const [creating, setCreating] = useState(false);
  const [search, setSearch] = useState('');
  const [state, setState] = useState('');
  const list = useServices(useDeferredValue(search.trim()), state);
  const found = list.data?.pages.flatMap((page) => page.items) ?? [];
  const total = list.data?.pages.at(-1)?.total ?? 0;
  const searched = search.trim() !== '' || state !== '';
  const create = may('change') && (
    <Button look="primary" data-testid="new-service" onClick={() => setCreating(true)}><Plus aria-hidden />New service</Button>
  );
  return (
    <>
      <PageHead title="Services" actions={create}>Each service has its own session code, churches and walls.</PageHead>
      <div className="mb-4 flex flex-wrap gap-2">
        <div className="relative min-w-40 flex-1">
          <Search className="pointer-events-none absolute top-3 left-3 size-4 text-muted max-sm:top-3.5" aria-hidden />
          <Input type="search" aria-label="Search services" placeholder="Title or code" className="pl-9" value={search} onChange={(event) => setSearch(event.target.value)} />
        </div>
        <Select aria-label="State" className="w-40!" value={state} onChange={(event) => setState(event.target.value)}>
          <option value="">All states</option>
          <option value="live">Live</option>
          <option value="scheduled">Scheduled</option>
          <option value="ended">Ended</option>
        </Select>
      </div>
      {list.isError && (
        <Callout tone="danger" title={list.error.message} className="mb-4" action={<Button size="sm" onClick={() => void list.refetch()}>Try again</Button>} />
      )}
      {list.data === undefined && !list.isError && (
        <div className="grid place-items-center py-16"><Spinner label={list.failureCount > 0 ? 'The server is away. Trying again…' : 'Loading services…'} /></div>
      )}
      {list.data !== undefined && found.length === 0 && (
        <Card>
          {searched ? (
            <Empty icon={<Search aria-hidden />} title="Nothing found">No service has this in its title or code.</Empty>
          ) : (
            <Empty icon={<CalendarPlus aria-hidden />} title="No services yet" action={create}>
              A service is one event: it gets a code for the churches and links for the walls.
            </Empty>
          )}
        </Card>
      )}
      {found.length > 0 && (
        <Card className="overflow-hidden">
          <ul aria-label="Services" data-testid="services">
            {found.map((service) => <ServiceRow key={service.id} service={service} />)}
          </ul>
        </Card>
      )}
      {found.length > 0 && (
        <div className="mt-4 flex items-center justify-center gap-4 text-sm text-muted">
          <span>{count(found.length)} of {count(Math.max(total, found.length))}</span>
          {list.hasNextPage && <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>Show more</Button>}
        </div>
      )}
      <CreateDialog open={creating} onOpenChange={setCreating} />
    </>
  );
}
