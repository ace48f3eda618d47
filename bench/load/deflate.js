// Compressed messages of a WebSocket (permessage-deflate, RFC 7692), as browsers offer and read them. What a message says is
// worked out once for all walls that have heard the same.
import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { inflateShort } from './inflate.js';

/** Chromium's words. */
export const OFFER = 'Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n';

const HEARD_KEPT = 256; // a multiple of what walls that lag differ by
const TAIL = Buffer.from([0, 0, 0xff, 0xff]); // ends each message and is not sent
const flush = { finishFlush: constants.Z_SYNC_FLUSH };

/** What walls have heard lately: messages may lead back to it, as far as the window reaches. */
class Heard {
  /** Frames that some wall was sent next, with what they say and lead to. */
  next = new Map();

  /** said: messages in the order in which they came, a character for each byte; bytes: their length together. */
  constructor(said, bytes) { Object.assign(this, { said, bytes }); }
}

/** For all sockets of a thread whose server keeps to the same window. */
class Inflater {
  #window; #known = new Map();
  constructor(window) { this.#window = window; this.nothing = new Heard([], 0); }

  /** What a message says to a wall that has heard `heard`, and what it has heard then: { text, heard }. */
  read(heard, payload) {
    const key = payload.latin1Slice();
    let step = heard.next.get(key);
    if (!step) {
      const said = inflateShort(heard.said, this.#window, payload) ?? this.#inflate(heard, payload);
      step = { text: said.utf8Slice(), heard: this.#after(heard, said.latin1Slice()) };
      heard.next.set(key, step);
    }
    return step;
  }

  #inflate({ said }, payload) {
    const dictionary = Buffer.from(said.join(''), 'latin1').subarray(-this.#window);
    return inflateRawSync(Buffer.concat([payload, TAIL]), dictionary.length ? { ...flush, dictionary } : flush);
  }

  /** Walls that heard the same on different ways share from there on. */
  #after(heard, last) {
    let bytes = heard.bytes + last.length, from = 0;
    while (from < heard.said.length && bytes - heard.said[from].length >= this.#window) bytes -= heard.said[from++].length;
    const said = [...heard.said.slice(from), last];
    const other = this.#known.get(last);
    if (other?.bytes === bytes && other.said.length === said.length && said.every((message, n) => message === other.said[n])) return other;
    const fresh = new Heard(said, bytes);
    this.#known.set(last, fresh);
    if (this.#known.size > HEARD_KEPT) this.#known.delete(this.#known.keys().next().value);
    return fresh;
  }
}

const inflaters = new Map();

/** One socket's side of what the server agreed to. */
export class Deflate {
  #inflater; #heard;
  constructor(window) {
    if (!inflaters.has(window)) inflaters.set(window, new Inflater(window));
    this.#inflater = inflaters.get(window);
    this.#heard = this.#inflater.nothing;
  }

  /** null when the answer to an upgrade agrees to nothing. */
  static of(answer) {
    const agreed = /^sec-websocket-extensions:\s*permessage-deflate(.*)$/im.exec(answer);
    return agreed && new Deflate(2 ** Number(/server_max_window_bits=(\d+)/i.exec(agreed[1])?.[1] ?? 15));
  }

  read(payload) {
    const { text, heard } = this.#inflater.read(this.#heard, payload);
    this.#heard = heard;
    return text;
  }

  /** Leads back to nothing, which a server may always be sent. */
  static written = (text) => deflateRawSync(text, flush).subarray(0, -TAIL.length);
}
