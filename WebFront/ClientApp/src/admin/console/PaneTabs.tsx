import { cx } from 'class-variance-authority';
import { count } from '../format';

export type Pane = 'walls' | 'churches';

/** On a narrow screen the two halves of the console take turns. */
export function PaneTabs({ pane, onPane, waiting, present }: { pane: Pane; onPane: (pane: Pane) => void; waiting: number; present: number }) {
  const tabs = [
    { name: 'walls' as const, label: 'Walls', badge: waiting > 0 ? `${count(waiting)} waiting` : null },
    { name: 'churches' as const, label: 'Churches', badge: count(present) },
  ];
  return (
    <nav aria-label="Parts of the console" className="flex border-b border-line bg-surface">
      {tabs.map(({ name, label, badge }) => (
        <button
          key={name}
          type="button"
          aria-pressed={pane === name}
          onClick={() => onPane(name)}
          className={cx('flex-1 border-b-2 px-3 py-2 text-sm max-sm:h-11 font-medium -outline-offset-2', pane === name ? 'border-accent text-text' : 'border-transparent text-muted')}
        >
          {label}
          {badge !== null && <span className={cx('ml-2 rounded-full px-2 py-0.5 text-xs', name === 'walls' ? 'bg-warn-soft text-warn' : 'bg-sunken text-muted')}>{badge}</span>}
        </button>
      ))}
    </nav>
  );
}
