/** Which element shows which track, whichever of the two comes first. */
export class TrackElements {
  readonly #elements = new Map<string, Set<HTMLVideoElement>>();
  readonly #streams = new Map<string, MediaStream>();
  readonly #refused = new Set<string>();

  attach(trackSid: string, element: HTMLVideoElement): () => void {
    const elements = this.#elements.get(trackSid) ?? new Set();
    this.#elements.set(trackSid, elements.add(element));
    element.toggleAttribute('data-refused', this.#refused.has(trackSid));
    const stream = this.#streams.get(trackSid);
    if (stream !== undefined) show(element, stream);
    return () => {
      element.removeAttribute('data-refused');
      elements.delete(element);
      if (elements.size === 0 && this.#elements.get(trackSid) === elements) this.#elements.delete(trackSid);
      if (element.srcObject !== null && element.srcObject === this.#streams.get(trackSid)) element.srcObject = null;
    };
  }

  setTrack(trackSid: string, track: MediaStreamTrack): void {
    const stream = new MediaStream([track]);
    this.#streams.set(trackSid, stream);
    for (const element of this.#elements.get(trackSid) ?? []) show(element, stream);
  }

  dropTrack(trackSid: string): void {
    const stream = this.#streams.get(trackSid);
    this.#streams.delete(trackSid);
    for (const element of this.#elements.get(trackSid) ?? []) if (element.srcObject === stream) element.srcObject = null;
  }

  /** Marks elements of a track that this page may not have, so that a page that explains can; walls do not. */
  setRefused(trackSid: string, refused: boolean): void {
    if (refused) this.#refused.add(trackSid);
    else this.#refused.delete(trackSid);
    for (const element of this.#elements.get(trackSid) ?? []) element.toggleAttribute('data-refused', refused);
  }

  clear(): void {
    for (const trackSid of [...this.#streams.keys()]) this.dropTrack(trackSid);
  }
}

function show(element: HTMLVideoElement, stream: MediaStream): void {
  element.srcObject = stream;
  // Muted pictures may start without a gesture everywhere; a refusal is repaired by the element's autoplay.
  element.play().catch(() => undefined);
}
