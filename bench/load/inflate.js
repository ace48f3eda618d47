// Inflates (RFC 1951) messages of one block with the fixed codes, after what was heard before. zlib does so too, but what it sets up
// for each message costs the generator several times what reading it does, in time that the servers lack.

/** What the next nine bits say: a symbol, and how many of them are its code. */
const SYMBOLS = new Uint16Array(512);
const put = (symbol, code, bits) => {
  let first = 0;
  for (let bit = 0; bit < bits; bit++) first |= ((code >> bit) & 1) << (bits - 1 - bit);
  for (let at = first; at < 512; at += 1 << bits) SYMBOLS[at] = (symbol << 4) | bits;
};
for (let s = 0; s < 288; s++) {
  if (s < 144) put(s, 0x30 + s, 8); else if (s < 256) put(s, 0x190 + s - 144, 9); else if (s < 280) put(s, s - 256, 7); else put(s, 0xc0 + s - 280, 8);
}
const REVERSED = Array.from({ length: 32 }, (_, n) => ((n & 1) << 4) | ((n & 2) << 2) | (n & 4) | ((n & 8) >> 2) | (n >> 4));

const START = 64 * 1024; // of what is read; what it leads back to lies before
const room = Buffer.alloc(2 * START);

/**
 * What `payload`, without the end of a message, says after the messages `said` (a character for each byte), of which it may lead
 * back to the last `window` bytes. null when it is for zlib to tell. Valid until the next call.
 */
export function inflateShort(said, window, payload) {
  let at = 0, bits = 0, count = 0, end = START, known = START, older = said.length;
  const take = (n) => {
    while (count < n) { bits |= payload[at++] << count; count += 8; } // past the end: zeros, and zlib says what is wrong
    const value = bits & ((1 << n) - 1);
    bits >>>= n; count -= n;
    return value;
  };
  if (take(3) !== 0b010) return null;
  while (at <= payload.length + 1) {
    while (count < 9) { bits |= payload[at++] << count; count += 8; }
    const symbol = SYMBOLS[bits & 511] >> 4, length = SYMBOLS[bits & 511] & 15;
    bits >>>= length; count -= length;
    if (end === room.length) return null;
    if (symbol < 256) { room[end++] = symbol; continue; }
    // An empty stored block, the rest of which is not sent, and nothing after it.
    if (symbol === 256) return take(3) === 0 && payload.length * 8 === at * 8 - count + (count & 7) ? room.subarray(START, end) : null;
    const more = symbol - 257;
    let copies = more < 8 ? more + 3 : more === 28 ? 258 : 3 + ((4 + (more & 3)) << ((more >> 2) - 1)) + take((more >> 2) - 1);
    const code = REVERSED[take(5)], extra = code < 4 ? 0 : (code >> 1) - 1;
    const distance = code < 4 ? code + 1 : 1 + ((2 + (code & 1)) << extra) + take(extra);
    if (more > 28 || code > 29 || distance > window || end + copies > room.length) return null;
    while (end - distance < known) {
      if (older === 0 || known < said[older - 1].length) return null;
      known -= said[--older].length;
      room.latin1Write(said[older], known);
    }
    for (; copies > 0; copies--, end++) room[end] = room[end - distance];
  }
  return null;
}
