import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Two cameras of moving test pictures at the wall's own rate. Each context still has to be granted the camera. */
export const fakeCameras = ['--use-fake-device-for-media-stream=fps=8,device-count=2'] as const;

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's browser: `CHROMIUM` in the environment, or the first that the PATH has. */
export function chromiumPath(): string {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'];
  const candidates = [
    ...(process.env['CHROMIUM'] ? [process.env['CHROMIUM']] : []),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  const found = candidates.find(isProgram);
  if (found === undefined) throw new Error('Chromium is needed: install the package chromium, or set CHROMIUM to the program');
  return found;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
