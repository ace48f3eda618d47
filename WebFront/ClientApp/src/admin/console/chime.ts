const key = 'videowall.chime';

/** Whether this desk wants to hear when somebody waits; kept on this device. */
export function chimeWanted(): boolean {
  try {
    return localStorage.getItem(key) !== 'off';
  } catch {
    return true;
  }
}

export function wantChime(wanted: boolean): void {
  try {
    if (wanted) localStorage.removeItem(key);
    else localStorage.setItem(key, 'off');
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}

let context: AudioContext | null = null;

/** The page's one voice; null on a computer without sound. */
function voice(): AudioContext | null {
  try {
    return (context ??= new AudioContext());
  } catch {
    return null;
  }
}

/** True while the browser keeps the page silent, which it does until somebody has clicked or pressed a key on it. */
export const isMuffled = (): boolean => voice()?.state === 'suspended';

/** Calls back whenever that may have changed, and lets every click and key give the page its voice. */
export function onVoice(listener: () => void): () => void {
  const audio = voice();
  if (audio === null) return () => undefined;
  const wake = () => {
    if (audio.state === 'suspended') void audio.resume().catch(() => undefined);
  };
  audio.addEventListener('statechange', listener);
  for (const gesture of gestures) window.addEventListener(gesture, wake);
  return () => {
    audio.removeEventListener('statechange', listener);
    for (const gesture of gestures) window.removeEventListener(gesture, wake);
  };
}

const gestures = ['pointerdown', 'keydown'] as const;

let isWaiting = false;

/** Two soft notes; from a page that is kept silent, once it may be heard, however often it was to ring meanwhile. */
export function chime(): void {
  const audio = voice();
  if (audio === null || isWaiting) return; // the badge and the title tell the same
  isWaiting = true;
  audio
    .resume()
    .then(() => {
      note(audio, 659.25, 0);
      note(audio, 880, 0.16);
    })
    .catch(() => undefined)
    .finally(() => (isWaiting = false));
}

function note(audio: AudioContext, frequency: number, delay: number): void {
  const start = audio.currentTime + delay;
  const [tone, volume] = [audio.createOscillator(), audio.createGain()];
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.14, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + 0.5);
  tone.connect(volume).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.55);
}
