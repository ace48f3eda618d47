// First match wins: most browsers name others too, for the sake of old sites.
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\b(?:iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

const first = (table: typeof browsers, agent: string) => table.find(([pattern]) => pattern.test(agent))?.[1];

/** `Firefox on Windows`, from what a browser calls itself (User-Agent); what is no browser is shown by its first word. */
export function agentName(agent: string | null): string {
  if (agent === null || agent.trim() === '') return 'Unknown browser';
  const [browser, system] = [first(browsers, agent), first(systems, agent)];
  if (browser === undefined) return agent.trim().split(/[\s/]/)[0] ?? agent;
  return system === undefined ? browser : `${browser} on ${system}`;
}
