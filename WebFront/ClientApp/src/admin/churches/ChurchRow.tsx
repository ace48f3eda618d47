import { useQueryClient } from '@tanstack/react-query';
import { Ban, EllipsisVertical, Link2, Pencil, RotateCcw, ShieldCheck, ShieldOff, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Badge, Button, Confirm, IconButton, Menu, MenuItem, MenuLine, useToast } from '../../shared/ui';
import { cached } from '../api/queries';
import { churches } from '../api/server';
import type { Church } from '../api/types';
import { useSigned } from '../shell/session';
import { useDeed } from '../shell/useDeed';

type Change = { readonly revoked: boolean } | { readonly trusted: boolean };

export function ChurchRow({ church, onEdit, onLink }: { church: Church; onEdit: () => void; onLink: () => void }) {
  const { may } = useSigned();
  const client = useQueryClient();
  const toast = useToast();
  const { run, busy } = useDeed();
  const [deleting, setDeleting] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: cached.churches });
  const change = async (now: Change, before: Change, said: string) => {
    if ((await run(churches.change(church.id, now))) === null) return;
    await refresh();
    const undo = () => void run(churches.change(church.id, before), 'Undone').then(refresh);
    toast({ title: said, action: { label: 'Undo', run: undo } });
  };
  const remove = async () => {
    if ((await run(churches.remove(church.id), `${church.name} is deleted`)) === null) return;
    setDeleting(false);
    await refresh();
  };
  const { name } = church;
  return (
    <li data-church={church.id} className="flex items-center gap-3 border-t border-line px-4 py-2.5 first:border-t-0 sm:px-5">
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium" dir="auto">{name}</span>
          {church.trusted && <Badge tone="live"><ShieldCheck aria-hidden />Trusted</Badge>}
          {church.revoked && <Badge tone="danger">Link revoked</Badge>}
        </span>
        <span className="block truncate text-left text-sm text-muted" dir="auto">{[church.city, church.externalId].filter(Boolean).join(' · ') || '–'}</span>
      </span>
      <Button size="sm" onClick={onLink} aria-label={`Personal link of ${name}`}><Link2 aria-hidden /><span className="hidden sm:inline">Link</span></Button>
      {may('change') && (
        <Menu trigger={<IconButton size="sm" label={`More for ${name}`}><EllipsisVertical aria-hidden /></IconButton>}>
          <MenuItem icon={<Pencil aria-hidden />} onSelect={onEdit}>Edit…</MenuItem>
          {church.trusted ? (
            <MenuItem icon={<ShieldOff aria-hidden />} onSelect={() => void change({ trusted: false }, { trusted: true }, `${name} waits like others`)}>No longer trust</MenuItem>
          ) : (
            <MenuItem icon={<ShieldCheck aria-hidden />} onSelect={() => void change({ trusted: true }, { trusted: false }, `${name} is always admitted`)}>Always admit</MenuItem>
          )}
          {church.revoked ? (
            <MenuItem icon={<RotateCcw aria-hidden />} onSelect={() => void change({ revoked: false }, { revoked: true }, `The link of ${name} works again`)}>Allow the link again</MenuItem>
          ) : (
            <MenuItem icon={<Ban aria-hidden />} onSelect={() => void change({ revoked: true }, { revoked: false }, `The link of ${name} is revoked`)}>Revoke the link</MenuItem>
          )}
          <MenuLine />
          <MenuItem danger icon={<Trash2 aria-hidden />} onSelect={() => setDeleting(true)}>Delete…</MenuItem>
        </Menu>
      )}
      <Confirm
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete ${name}?`}
        description="Its link stops working for good. Attendance of past services stays."
        action="Delete"
        danger
        busy={busy}
        onConfirm={() => void remove()}
      />
    </li>
  );
}
