import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { Button, IconButton } from './Button';

export interface ToastContent {
  title: string;
  detail?: string;
  kind?: 'done' | 'problem';
  /** A note of the same name takes this one's place. */
  key?: string;
  /** One thing to do about it, for example "Undo". */
  action?: { label: string; run: () => void };
}

interface Shown extends ToastContent {
  readonly id: number;
}

interface Notes {
  readonly show: (toast: ToastContent) => void;
  readonly drop: (key: string) => void;
}

const ToastContext = createContext<Notes | null>(null);

function useNotes(): Notes {
  const notes = useContext(ToastContext);
  if (notes === null) throw new Error('useToast needs a ToastProvider');
  return notes;
}

/** `const toast = useToast(); toast({ title: 'Saved' })`. Needs `ToastProvider` above. */
export const useToast = (): Notes['show'] => useNotes().show;

/** Takes a note back that is no longer true, by its `key`. */
export const useDropToast = (): Notes['drop'] => useNotes().drop;

/** How many are shown at once; older ones give way. */
const most = 3;
/** Milliseconds that a note stays; a problem has more words to read. */
const stays = { done: 6_000, problem: 10_000 } as const;
let lastId = 0;

/**
 * Short notes at the edge of the page. They take no key and no focus: Escape still belongs to the window that is open,
 * which is why this is no Radix toast (its layers swallow it).
 */
export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const show = useCallback(
    (toast: ToastContent) => setShown((all) => [...all.filter(({ key }) => key === undefined || key !== toast.key), { ...toast, id: ++lastId }].slice(-most)),
    [],
  );
  const close = useCallback((id: number) => setShown((all) => all.filter((toast) => toast.id !== id)), []);
  const notes = useMemo(() => ({ show, drop: (key: string) => setShown((all) => all.filter((toast) => toast.key !== key)) }), [show]);
  return (
    <ToastContext value={notes}>
      {children}
      {/* Open windows hide the page from readers and from the pointer, but not what is live; a click here closes none. */}
      <div
        role="region"
        aria-label="Notes"
        aria-live="polite"
        onPointerDown={(event) => event.stopPropagation()}
        className="no-print pointer-events-auto fixed inset-x-2 top-2 z-60 flex flex-col gap-2 empty:hidden sm:right-auto sm:left-3 sm:w-88 lg:top-auto lg:bottom-12"
      >
        {shown.map((toast) => <OneToast key={toast.id} toast={toast} onClose={close} />)}
      </div>
    </ToastContext>
  );
}

function OneToast({ toast, onClose }: { toast: Shown; onClose: (id: number) => void }) {
  const { id, title, detail, action, kind = 'done' } = toast;
  const [reading, setReading] = useState(false);
  useEffect(() => {
    if (reading) return;
    const timer = setTimeout(() => onClose(id), stays[kind]);
    return () => clearTimeout(timer);
  }, [id, kind, reading, onClose]);
  const isProblem = kind === 'problem';
  const Icon = isProblem ? CircleAlert : CircleCheck;
  const act = () => {
    onClose(id);
    action?.run();
  };
  return (
    <div
      role={isProblem ? 'alert' : undefined}
      data-toast={kind}
      onMouseEnter={() => setReading(true)}
      onMouseLeave={() => setReading(false)}
      onFocus={() => setReading(true)}
      onBlur={() => setReading(false)}
      className="flex animate-rise items-start gap-3 rounded-xl border border-line bg-surface p-2.5 pl-3.5 shadow-float"
    >
      <Icon className={isProblem ? 'mt-1 size-5 shrink-0 text-danger' : 'mt-1 size-5 shrink-0 text-live'} aria-hidden />
      <div className="min-w-0 flex-1 self-center">
        <p className="font-medium break-words">{title}</p>
        {detail !== undefined && <p className="text-sm break-words text-muted">{detail}</p>}
      </div>
      {action !== undefined && <Button size="sm" onClick={act}>{action.label}</Button>}
      <IconButton label="Dismiss" size="sm" onClick={() => onClose(id)}><X aria-hidden /></IconButton>
    </div>
  );
}
