import { element, setText } from './dom';
import type { Stage } from './stage';

/** `?debug=1`: what technicians ask for on the phone. */
export class DebugPanel {
  readonly element = element('pre', 'debug');
  #frames = 0;

  show(data: DOMStringMap, stage: Stage, uncertainty: number): void {
    const { frames, visible } = stage;
    const states = new Map<string, number>();
    for (const tile of visible) states.set(tile.state, (states.get(tile.state) ?? 0) + 1);
    setText(
      this.element,
      [
        `screen ${data['screen'] ?? ''}  page ${data['page'] ?? ''}  turn ${data['turn'] ?? ''}  of ${data['pages'] ?? ''} pages`,
        `revision ${data['revision'] ?? ''}  hub ${data['hub'] ?? ''}  clock ±${Math.round(uncertainty * 10) / 10} ms`,
        `tiles ${[...states].map(([state, count]) => `${count} ${state}`).join(', ')}`,
        `subscribed ${data['subscribed'] ?? ''}  frames/s ${frames - this.#frames}`,
      ].join('\n'),
    );
    this.#frames = frames;
  }
}
