import { CircleUserRound, LogOut, Monitor, MonitorSmartphone, Moon, Sun, UserRoundCog } from 'lucide-react';
import { useState } from 'react';
import { chooseTheme, IconButton, Menu, MenuItem, MenuLine, storedTheme, type Theme } from '../../shared/ui';
import { goTo } from './navigation';
import { paths } from './routes';
import { useSigned } from './session';

const themes: readonly { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'Like this computer', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

/** Who is signed in, light or dark, sign out. */
export function PersonMenu() {
  const { user, signOut } = useSigned();
  const [theme, setTheme] = useState(storedTheme);
  const choose = (next: Theme) => {
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <Menu trigger={<IconButton label={`Account of ${user.name}`} size="sm" data-testid="person"><CircleUserRound aria-hidden className="size-5!" /></IconButton>}>
      <p className="px-2.5 py-1.5 text-sm">
        <span className="font-medium">{user.name}</span> <span className="text-muted">· {user.role}</span>
      </p>
      <MenuLine />
      {themes.map(({ theme: name, label, icon: Icon }) => (
        <MenuItem key={name} icon={<Icon aria-hidden />} onSelect={() => choose(name)}>
          {label}
          {theme === name && <span className="ml-auto text-muted">✓<span className="sr-only"> chosen</span></span>}
        </MenuItem>
      ))}
      <MenuLine />
      <MenuItem icon={<UserRoundCog aria-hidden />} onSelect={() => goTo(paths.account)}>Your account</MenuItem>
      <MenuItem icon={<MonitorSmartphone aria-hidden />} onSelect={() => goTo(paths.sessions)}>Signed in at…</MenuItem>
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void signOut()}>Sign out</MenuItem>
    </Menu>
  );
}
