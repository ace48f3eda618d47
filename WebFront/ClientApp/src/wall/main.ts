import './wall.css';
import { within } from '../shared/base';
import { keepAwake } from '../shared/presence';
import { readAddress } from './address';
import { Wall } from './wall';
import { Watchdog } from './watchdog';
import { browserWorld } from './world';

const root = document.getElementById('root');
if (root !== null) {
  const address = readAddress({ pathname: within(location.pathname), search: location.search });
  document.documentElement.classList.toggle('transparent', address.transparent);
  const watchdog = new Watchdog(browserWorld);
  setInterval(() => void watchdog.check(), 5000);
  // A chunk of an older build is gone from the server after an upgrade: the page has to come anew.
  window.addEventListener('vite:preloadError', () => watchdog.outdated());
  keepAwake((awake) => (root.dataset['awake'] = String(awake)));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'f' && !event.ctrlKey && !event.metaKey) void document.documentElement.requestFullscreen().catch(() => undefined);
  });
  new Wall(root, address, watchdog).start();
}
