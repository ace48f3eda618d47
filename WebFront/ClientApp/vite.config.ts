import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressed } from './vite.compress.ts';
import { pageRoutes } from './vite.pages.ts';

const page = (name: string) => fileURLToPath(new URL(`${name}.html`, import.meta.url));

/** The server that `npm run dev` forwards calls to; `VIDEOWALL_SERVER` points elsewhere. */
const server = process.env['VIDEOWALL_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react(), tailwindcss(), pageRoutes(), compressed()],
  build: {
    outDir: '../wwwroot',
    emptyOutDir: true,
    // The content security policy allows pictures from files, not from data: addresses.
    assetsInlineLimit: 0,
    // Every browser in the target list preloads modules by itself.
    modulePreload: { polyfill: false },
    // Browsers inside OBS and old projector boxes lag behind by years; the wall has to run there.
    target: ['chrome103', 'firefox115', 'safari17'],
    rolldownOptions: {
      input: { join: page('join'), wall: page('wall'), admin: page('admin') },
    },
  },
  server: {
    proxy: {
      '/api': server,
      '/healthz': server,
      '/openapi': server,
      '/hubs': { target: server, ws: true },
      '/simulator': { target: server, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
