import '../shared/ui/theme.css';
import './print.css';
import './console/console.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startTheme, ToastProvider, TooltipProvider } from '../shared/ui';
import { queryClient } from './api/queries';
import { App } from './App';
import { Mishap } from './shell/Mishap';

startTheme();
// The server was updated under an open page: the parts that it asks for have other names now.
window.addEventListener('vite:preloadError', () => location.reload());
const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient()}>
        <TooltipProvider>
          <ToastProvider>
            <Mishap><App /></Mishap>
          </ToastProvider>
        </TooltipProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
