import { defineConfig } from '@playwright/test';
import { chromiumPath, fakeCameras } from './support/chromium';

/**
 * Two workers, each with a server of its own: the tests mostly wait for clocks that the product sets (page turns, arrivals,
 * half a minute of silence), and one waits while the other works. More would let pages be late on two cores.
 * Deadlines are generous and never a pace: every expectation polls and goes on as soon as it holds.
 */
export default defineConfig({
  testDir: 'specs',
  // Pictures for the README are no test.
  testIgnore: process.env['UPDATE_IMAGES'] ? [] : ['**/figures.spec.ts'],
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env['CI']),
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: [['list']],
  use: {
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    viewport: { width: 1280, height: 800 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromiumPath(), args: [...fakeCameras] },
  },
});
