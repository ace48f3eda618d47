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
    const hue = Math.floor(random() * 360);
    const canvas = document.createElement('canvas');
    this.#context = contextOf(canvas);
    this.#backdrop = paintBackdrop(hue, random);
    this.#people = seatPeople(hue, random);
    const track = canvas.captureStream(0).getVideoTracks()[0] as CanvasCaptureMediaStreamTrack;
    this.track = track;
    this.#request = () => track.requestFrame();
  }

  draw(): void {
    const to = this.#context;
    const beat = this.frame++ / picture.frameRate;
    to.drawImage(this.#backdrop, 0, 0);
    for (const person of this.#people) drawPerson(to, person, beat);
    to.fillStyle = 'rgb(255 255 255 / 55%)';
    to.fillText(String(this.frame % 10_000), picture.width - 30, 12);
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
  readonly clothes: string;
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  canvas.width = picture.width;
  canvas.height = picture.height;
  // Each frame is read back for the stream: a canvas in plain memory spares the round trip to the graphics card.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (context === null) throw new Error('This browser draws no pictures');
  context.font = '10px sans-serif';
  return context;
}

function paintBackdrop(hue: number, random: () => number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const to = contextOf(canvas);
  const wall = to.createLinearGradient(0, 0, 0, picture.height);
  wall.addColorStop(0, `hsl(${hue} 32% 34%)`);
  wall.addColorStop(0.7, `hsl(${hue} 26% 52%)`);
  wall.addColorStop(1, `hsl(${hue} 30% 24%)`);
  to.fillStyle = wall;
  to.fillRect(0, 0, picture.width, picture.height);
  const windows = 1 + Math.floor(random() * 3);
  for (let i = 0; i < windows; i++) paintWindow(to, ((i + 0.5) * picture.width) / windows, hue + 150 + i * 40);
  return canvas;
}

function paintWindow(to: CanvasRenderingContext2D, x: number, hue: number): void {
  const glow = to.createRadialGradient(x, 60, 5, x, 60, 80);
  glow.addColorStop(0, `hsl(${hue} 70% 80% / 55%)`);
  glow.addColorStop(1, `hsl(${hue} 70% 80% / 0%)`);
  to.fillStyle = glow;
  to.fillRect(0, 0, picture.width, picture.height);
  to.fillStyle = `hsl(${hue} 65% 78%)`;
  to.beginPath();
  to.arc(x, 44, 15, Math.PI, 0);
  to.lineTo(x + 15, 92);
  to.lineTo(x - 15, 92);
  to.closePath();
  to.fill();
  to.strokeStyle = `hsl(${hue} 30% 35%)`;
  to.beginPath();
  to.moveTo(x, 29);
  to.lineTo(x, 92);
  to.moveTo(x - 15, 56);
  to.lineTo(x + 15, 56);
  to.stroke();
}

function seatPeople(hue: number, random: () => number): Person[] {
  const count = 1 + Math.floor(random() * 5);
  const size = count === 1 ? 46 : count === 2 ? 38 : 28;
  return Array.from({ length: count }, (_, i) => ({
    x: ((i + 0.5 + (random() - 0.5) * 0.25) * picture.width) / count,
    y: picture.height - size * (1.25 + random() * 0.5),
    size: size * (0.9 + random() * 0.2),
    sway: 2 + random() * 4,
    phase: random() * Math.PI * 2,
    skin: `hsl(${18 + random() * 18} ${30 + random() * 25}% ${32 + random() * 42}%)`,
    clothes: `hsl(${(hue + 90 + random() * 220) % 360} ${25 + random() * 35}% ${28 + random() * 34}%)`,
  }));
}

function drawPerson(to: CanvasRenderingContext2D, person: Person, beat: number): void {
  const x = person.x + Math.sin(beat * 1.1 + person.phase) * person.sway;
  const y = person.y + Math.cos(beat * 1.7 + person.phase) * (person.sway / 2);
  const { size } = person;
  to.fillStyle = person.clothes;
  to.beginPath();
  to.ellipse(x, y + size * 1.5, size * 0.85, size * 0.95, 0, 0, Math.PI * 2);
  to.fill();
  to.fillStyle = person.skin;
  to.beginPath();
  to.ellipse(x, y, size * 0.42, size * 0.52, Math.sin(beat + person.phase) * 0.08, 0, Math.PI * 2);
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
