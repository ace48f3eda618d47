import '../shared/ui/theme.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme } from '../shared/ui/theme';
import { App } from './App';
import { Camera } from './camera/camera';
import { JoinSession } from './session/joinSession';
import { rememberCamera, rememberedCamera } from './session/storage';
import { JoinContext } from './view/context';

startTheme();
const camera = new Camera(rememberedCamera(), rememberCamera);
const session = new JoinSession(camera);
session.open();

const debug = new URLSearchParams(location.search).get('debug') === '1';
const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <JoinContext value={{ session, camera }}>
        <App debug={debug} />
      </JoinContext>
    </StrictMode>,
  );
