import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { compressed } from './vite.compress.ts';
import { pageRoutes } from './vite.pages.ts';

const page = (name: string) => fileURLToPath(new URL(`${name}.html`, import.meta.url));

/** The server that `npm run dev` forwards calls to; `VIDEOWALL_SERVER` points elsewhere. */
const server = process.env['VIDEOWALL_SERVER'] ?? 'http://127.0.0.1:8080';

/** Preact under React's names: 60 kB less for the join page, which comes over weak lines. */
const preact = { react: 'preact/compat', 'react-dom': 'preact/compat' };

/** The join page is a build of its own, `--mode join` after the others': what it shares with the console stands on React there. */
export default defineConfig(({ mode }) => ({
  plugins: [react(), tailwindcss(), pageRoutes(), compressed()],
  resolve: { alias: mode === 'join' ? preact : {} },
  // Pages know their own address only at run time (src/shared/base.ts, Pages/PageFiles.cs): nothing is named from the root.
  base: './',
  build: {
    outDir: '../wwwroot',
    emptyOutDir: mode !== 'join',
    // The content security policy allows pictures from files, not from data: addresses.
    assetsInlineLimit: 0,
    // Every browser in the target list preloads modules by itself.
    modulePreload: { polyfill: false },
    // Browsers inside OBS and old projector boxes lag behind by years; the wall has to run there.
    target: ['chrome103', 'firefox115', 'safari17'],
    rolldownOptions: { input: (mode === 'join' ? ['join'] : ['wall', 'admin']).map(page) },
  },
  server: {
    proxy: {
      '/api': server,
      '/healthz': server,
      '/openapi': server,
      '/hubs': { target: server, ws: true },
      '/direct': { target: server, ws: true },
    },
  },
  test: {
    environment: 'jsdom',
    setupFiles: ['src/test/setup.ts'],
    restoreMocks: true,
    unstubGlobals: true,
    projects: [
      { extends: true, test: { name: 'pages', include: ['src/**/*.test.{ts,tsx}'], exclude: ['src/join/**'] } },
      {
        // On what is shipped: the modules that the build takes, and Preact in the packages that ask for React.
        extends: true,
        resolve: { alias: preact, mainFields: ['module'], conditions: ['module'] },
        test: { name: 'join', include: ['src/join/**/*.test.{ts,tsx}'], server: { deps: { inline: [/react|radix/] } } },
      },
    ],
  },
}));
