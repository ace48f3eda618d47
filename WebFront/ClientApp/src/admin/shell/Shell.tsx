import { cx } from 'class-variance-authority';
import { CalendarDays, Church, KeyRound, Server, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from '../../shared/ui';
import { Link } from './navigation';
import { paths } from './routes';
import { useSigned } from './session';
import { PersonMenu } from './PersonMenu';
import type { Ability } from './roles';

export type Section = 'services' | 'churches' | 'keys' | 'users' | 'server';

const sections = [
  { name: 'services', label: 'Services', href: paths.services, icon: CalendarDays, needs: 'read' },
  { name: 'churches', label: 'Churches', href: paths.churches, icon: Church, needs: 'change' },
  { name: 'keys', label: 'API keys', href: paths.keys, icon: KeyRound, needs: 'administer' },
  { name: 'users', label: 'Accounts', href: paths.users, icon: Users, needs: 'administer' },
  { name: 'server', label: 'Server', href: paths.server, icon: Server, needs: 'administer' },
] as const satisfies readonly { name: Section; needs: Ability; [key: string]: unknown }[];

/** The frame of every page but the console of a service, which needs the whole window. */
export function Shell({ here, children }: { here: Section | null; children: ReactNode }) {
  const { may } = useSigned();
  return (
    <div className="flex min-h-dvh flex-col">
      <a href="#content" className="sr-only rounded-lg bg-accent text-on-accent focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:px-3 focus:py-2">
        Skip to content
      </a>
      <header className="no-print sticky top-0 z-30 border-b border-line bg-surface">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-1 px-4 sm:gap-6 sm:px-6">
          <Link href={paths.services} className="flex items-center gap-2.5 font-semibold max-sm:size-11" aria-label="VideoWall, services">
            <Logo className="size-7" />
            <span className="hidden sm:inline">VideoWall</span>
          </Link>
          <nav aria-label="Main" className="flex min-w-0 flex-1 gap-1 overflow-x-auto">
            {sections.filter((section) => may(section.needs)).map(({ name, label, href, icon: Icon }) => (
              <Link
                key={name}
                href={href}
                title={label}
                aria-current={here === name ? 'page' : undefined}
                className={cx(
                  'flex items-center justify-center gap-2 rounded-lg px-2.5 py-1.5 text-sm font-medium whitespace-nowrap -outline-offset-2 max-sm:size-11 max-sm:shrink-0',
                  here === name ? 'bg-accent-soft text-accent-ink' : 'text-muted hover:bg-sunken hover:text-text',
                )}
              >
                {/* A phone is too narrow for the words of all sections side by side. */}
                <Icon className="size-5 sm:size-4" aria-hidden />
                <span className="sr-only sm:not-sr-only">{label}</span>
              </Link>
            ))}
          </nav>
          <PersonMenu />
        </div>
      </header>
      <main id="content" className="mx-auto w-full max-w-6xl flex-1 px-4 py-6 sm:px-6 sm:py-8">{children}</main>
    </div>
  );
}

/** Title of a page, what it is about, and what can be done on it. */
export function PageHead({ title, children, actions }: { title: string; children?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
        {children !== undefined && <p className="mt-1 max-w-2xl text-muted">{children}</p>}
      </div>
      {actions !== undefined && <div className="no-print flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
