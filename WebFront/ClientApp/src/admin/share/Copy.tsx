import { Check, Copy as CopyIcon } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, useToast } from '../../shared/ui';

/** How long the button says that it worked, milliseconds. */
const saidFor = 1_800;

interface CopyButtonProps {
  text: string;
  label?: string;
  /** What is copied, for people who do not see what stands beside the button. */
  what: string;
  /** Has the focus when its window opens. */
  first?: boolean;
}

export function CopyButton({ text, label = 'Copy', what, first = false }: CopyButtonProps) {
  const toast = useToast();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), saidFor);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else toast({ kind: 'problem', title: 'This browser does not let the page copy', detail: 'Select the text and copy it by hand.' });
  };
  return (
    <Button size="sm" aria-label={`Copy ${what}`} data-autofocus={first ? '' : undefined} onClick={() => void copy()}>
      {copied ? <Check className="text-live" aria-hidden /> : <CopyIcon aria-hidden />}
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}

/** The clipboard proper needs https; in a hall on plain http the old way still works. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

function copyBySelection(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'fixed opacity-0';
  const focused = document.activeElement;
  // A dialog keeps the focus within itself, so the field has to be inside.
  (focused?.closest('[role=dialog]') ?? document.body).append(area);
  area.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without https
  const done = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}

/** An address in one line, with buttons to copy it and to open it. */
export function LinkRow({ label, url, hint }: { label: string; url: string; hint?: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 border-t border-line py-2.5 first:border-t-0">
      <div className="min-w-0 flex-1 basis-48">
        <p className="text-sm font-medium">{label}{hint !== undefined && <span className="font-normal text-muted"> · {hint}</span>}</p>
        <a href={url} target="_blank" rel="noreferrer" className="block truncate rounded text-sm text-accent-ink hover:underline max-sm:py-3">{url}</a>
      </div>
      <CopyButton text={url} what={label} />
    </div>
  );
}
