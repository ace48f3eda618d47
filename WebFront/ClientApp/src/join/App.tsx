import { Logo } from '../shared/ui';

export function App() {
  return (
    <main className="grid min-h-dvh place-items-center">
      <h1 className="flex items-center gap-3 text-xl font-semibold"><Logo /> VideoWall</h1>
    </main>
  );
}
