import { CircleAlert, CircleCheck, X } from 'lucide-react';
import { Toast as Radix } from 'radix-ui';
import { createContext, useCallback, useContext, useState, type ReactNode } from 'react';
import { Button, IconButton } from './Button';

export interface ToastContent {
  title: string;
  detail?: string;
  kind?: 'done' | 'problem';
  /** One thing to do about it, for example "Undo". */
  action?: { label: string; run: () => void };
}

interface Shown extends ToastContent {
  readonly id: number;
}

const ToastContext = createContext<((toast: ToastContent) => void) | null>(null);

/** `const toast = useToast(); toast({ title: 'Saved' })`. Needs `ToastProvider` above. */
export function useToast(): (toast: ToastContent) => void {
  const toast = useContext(ToastContext);
  if (toast === null) throw new Error('useToast needs a ToastProvider');
  return toast;
}

/** How many are shown at once; older ones give way. */
const most = 4;
let lastId = 0;

export function ToastProvider({ children }: { children: ReactNode }) {
  const [shown, setShown] = useState<readonly Shown[]>([]);
  const show = useCallback((toast: ToastContent) => setShown((all) => [...all, { ...toast, id: ++lastId }].slice(-most)), []);
  const drop = (id: number) => setShown((all) => all.filter((toast) => toast.id !== id));
  return (
    <ToastContext value={show}>
      <Radix.Provider duration={6_000} swipeDirection="right">
        {children}
        {shown.map((toast) => (
          <OneToast key={toast.id} toast={toast} onClose={() => drop(toast.id)} />
        ))}
        <Radix.Viewport className="fixed right-0 bottom-0 z-60 flex w-96 max-w-full flex-col gap-2 p-4 outline-none" />
      </Radix.Provider>
    </ToastContext>
  );
}

function OneToast({ toast, onClose }: { toast: Shown; onClose: () => void }) {
  const isProblem = toast.kind === 'problem';
  const Icon = isProblem ? CircleAlert : CircleCheck;
  return (
    <Radix.Root
      onOpenChange={(open) => { if (!open) onClose(); }}
      className="flex animate-rise items-start gap-3 rounded-xl border border-line bg-surface p-3 pl-4 shadow-float"
    >
      <Icon className={isProblem ? 'mt-0.5 size-5 shrink-0 text-danger' : 'mt-0.5 size-5 shrink-0 text-live'} aria-hidden />
      <div className="min-w-0 flex-1 py-px">
        <Radix.Title className="font-medium break-words">{toast.title}</Radix.Title>
        {toast.detail !== undefined && <Radix.Description className="text-sm break-words text-muted">{toast.detail}</Radix.Description>}
      </div>
      {toast.action !== undefined && (
        <Radix.Action altText={toast.action.label} asChild>
          <Button size="sm" onClick={toast.action.run}>{toast.action.label}</Button>
        </Radix.Action>
      )}
      <Radix.Close asChild><IconButton label="Dismiss" size="sm"><X aria-hidden /></IconButton></Radix.Close>
    </Radix.Root>
  );
}
