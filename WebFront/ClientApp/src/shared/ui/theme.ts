/** `system` follows the computer; the others are a person's choice on this device. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'videowall.theme';
const dark = () => window.matchMedia('(prefers-color-scheme: dark)');

export function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === 'light' || stored === 'dark' ? stored : 'system';
  } catch {
    return 'system';
  }
}

function show(theme: Theme): void {
  const isDark = theme === 'dark' || (theme === 'system' && dark().matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === 'system') localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
  show(theme);
}

/** Call once, before the first render. */
export function startTheme(): void {
  show(storedTheme());
  dark().addEventListener('change', () => show(storedTheme()));
}
