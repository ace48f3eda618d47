import { picture } from './profile';

/**
 * A moving picture of a congregation, drawn from nothing but a track sid: the same sid looks the same on every wall.
 * All that stands still is painted once; a frame is one copy and a few ellipses.
 */
export class SyntheticPicture {
  readonly track: MediaStreamTrack;
  frame = 0;
  readonly #context: CanvasRenderingContext2D;
  readonly #backdrop: HTMLCanvasElement;
  readonly #people: readonly Person[];
  readonly #request: () => void;

  constructor(trackSid: string) {
    const random = randomOf(trackSid);
    const room = pick(rooms, random);
    const canvas = document.createElement('canvas');
    this.#context = contextOf(canvas);
    this.#backdrop = paintBackdrop(room, random);
    this.#people = seatPeople(random);
    const track = canvas.captureStream(0).getVideoTracks()[0] as CanvasCaptureMediaStreamTrack;
    this.track = track;
    this.#request = () => track.requestFrame();
  }

  draw(): void {
    const to = this.#context;
    const beat = this.frame++ / picture.frameRate;
    to.drawImage(this.#backdrop, 0, 0);
    for (const person of this.#people) drawPerson(to, person, beat);
    to.fillStyle = 'rgb(255 255 255 / 45%)';
    to.fillText(String(this.frame % 10_000), picture.width - 6, 13);
    this.#request();
  }

  close(): void {
    this.track.stop();
  }
}

interface Person {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly sway: number;
  readonly phase: number;
  readonly skin: string;
  readonly hair: string;
  readonly clothes: string;
}

/** Colours of a room: top and bottom of its wall, and its light. */
type Room = readonly [top: string, bottom: string, light: string];

const rooms: readonly Room[] = [
  ['#6b5f55', '#a8927a', '#ffe3b0'],
  ['#55606b', '#8c9aa3', '#dceeff'],
  ['#4a4f63', '#7d7f96', '#ffd9a8'],
  ['#5f6a58', '#98a187', '#fff0c4'],
  ['#71564b', '#b28a70', '#ffdcb4'],
  ['#3f5260', '#6f8c97', '#cfeeff'],
  ['#65586a', '#9a8a9c', '#ffe0d0'],
  ['#8a8377', '#c2b8a5', '#fff6dc'],
];
const glass = ['#e8b04a', '#5b8fd6', '#c85a54', '#6bb08a', '#9a78c8', '#e0d2a4'] as const;
const skins = ['#f0cfb0', '#e0b08c', '#c68c64', '#9c6844', '#74482e', '#55341f'] as const;
const hairs = ['#2a1e18', '#4a3222', '#7a5634', '#b08c58', '#8c8c8c', '#17141a', '#d8d4cc'] as const;
const cloths = ['#2f4a6d', '#7a3b3b', '#3f5f4a', '#6a5a86', '#c8b89a', '#39414d', '#a4693f', '#e4e0d8', '#27566b'] as const;

const pick = <T>(from: readonly [T, ...T[]] | readonly T[], random: () => number): T => from[Math.floor(random() * from.length)] as T;

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  canvas.width = picture.width;
  canvas.height = picture.height;
  // Each frame is read back for the stream: a canvas in plain memory spares the round trip to the graphics card.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('This browser draws no pictures');
  context.font = '10px sans-serif';
  context.textAlign = 'right';
  return context;
}

function paintBackdrop([top, bottom, light]: Room, random: () => number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const to = contextOf(canvas);
  const wall = to.createLinearGradient(0, 0, 0, picture.height);
  wall.addColorStop(0, top);
  wall.addColorStop(1, bottom);
  to.fillStyle = wall;
  to.fillRect(0, 0, picture.width, picture.height);
  const windows = Math.floor(random() * 4);
  for (let i = 0; i < windows; i++) paintWindow(to, ((i + 0.5) * picture.width) / windows, light, random);
  const at = (0.2 + random() * 0.6) * picture.width;
  const glow = to.createRadialGradient(at, 10, 5, at, 10, 190);
  glow.addColorStop(0, `${light}99`);
  glow.addColorStop(1, `${light}00`);
  to.fillStyle = glow;
  to.fillRect(0, 0, picture.width, picture.height);
  return canvas;
}

/** A pointed window of small panes. */
function paintWindow(to: CanvasRenderingContext2D, x: number, light: string, random: () => number): void {
  const half = 13;
  to.save();
  to.beginPath();
  to.moveTo(x - half, 84);
  to.lineTo(x - half, 36);
  to.quadraticCurveTo(x - half, 20, x, 10);
  to.quadraticCurveTo(x + half, 20, x + half, 36);
  to.lineTo(x + half, 84);
  to.closePath();
  to.clip();
  to.fillStyle = light;
  to.fillRect(x - half, 0, 2 * half, 90);
  for (let y = 8; y < 84; y += 12) {
    for (const side of [-half, 0]) {
      to.fillStyle = `${pick(glass, random)}aa`;
      to.fillRect(x + side + 1, y + 1, half - 2, 10);
    }
  }
  to.restore();
}

/** One face close by, a couple, or two rows: the back row first, because it is painted first. */
function seatPeople(random: () => number): Person[] {
  const front = 1 + Math.floor(random() * 4);
  const size = [52, 42, 34, 29][front - 1] ?? 29;
  const back = front < 3 ? 0 : front + Math.floor(random() * 2) - 1;
  return [...row(back, size * 0.72, 92, random), ...row(front, size, front === 1 ? 82 : 112, random)];
}

const row = (count: number, size: number, y: number, random: () => number): Person[] =>
  Array.from({ length: count }, (_, i) => ({
    x: ((i + 0.5 + (random() - 0.5) * 0.3) * picture.width) / count,
    y: y + (random() - 0.5) * 14,
    size: size * (0.92 + random() * 0.16),
    sway: 1.5 + random() * 3.5,
    phase: random() * Math.PI * 2,
    skin: pick(skins, random),
    hair: pick(hairs, random),
    clothes: pick(cloths, random),
  }));

function drawPerson(to: CanvasRenderingContext2D, person: Person, beat: number): void {
  const { size } = person;
  const x = person.x + Math.sin(beat * 1.1 + person.phase) * person.sway;
  const y = person.y + Math.cos(beat * 1.7 + person.phase) * (person.sway / 2);
  const tilt = Math.sin(beat + person.phase) * 0.09;
  oval(to, person.clothes, x, y + size * 1.62, size * 0.95, size * 1.02, 0);
  to.fillStyle = person.skin;
  to.fillRect(x - size * 0.14, y + size * 0.3, size * 0.28, size * 0.38);
  oval(to, person.hair, x, y - size * 0.12, size * 0.46, size * 0.53, tilt);
  oval(to, person.skin, x, y + size * 0.06, size * 0.38, size * 0.46, tilt);
}

function oval(to: CanvasRenderingContext2D, colour: string, x: number, y: number, rx: number, ry: number, tilt: number): void {
  to.fillStyle = colour;
  to.beginPath();
  to.ellipse(x, y, rx, ry, tilt, 0, Math.PI * 2);
  to.fill();
}

/** A stream of numbers from 0 to 1 that depends on the text only (FNV-1a seeds a xorshift). */
function randomOf(text: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state |= 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 0x1_0000_0000;
  };
}
