import { defineConfig } from '@playwright/test';
import { chromiumPath, fakeCameras } from './support/chromium';

/**
 * One worker: the tests measure what people see, and browsers that share two cores with other browsers see it late.
 * Deadlines are generous and never a pace: every expectation polls and goes on as soon as it holds.
 */
export default defineConfig({
  testDir: 'specs',
  // Pictures for the README are no test.
  testIgnore: process.env['UPDATE_IMAGES'] ? [] : ['**/figures.spec.ts'],
  outputDir: 'test-results',
  workers: 1,
  fullyParallel: false,
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
