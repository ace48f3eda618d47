// Just enough of Postgres' protocol to make databases and read facts: simple queries on a socket that asks no password.
// https://www.postgresql.org/docs/current/protocol-message-formats.html
import net from 'node:net';

const text = (value) => Buffer.from(`${value}\0`);
const message = (type, body) => {
  const head = Buffer.alloc(type ? 5 : 4);
  if (type) head.write(type);
  head.writeInt32BE(body.length + 4, type ? 1 : 0);
  return Buffer.concat([head, body]);
};
const PROTOCOL_3 = Buffer.from([0, 3, 0, 0]);

function* fields(body) {
  for (let at = 2; at < body.length; ) {
    const length = body.readInt32BE(at);
    at += 4;
    yield length < 0 ? null : body.toString('utf8', at, at += length);
  }
}

/** Runs one statement; resolves to its rows, each an array of texts. Rejects with the server's own words. */
export function query(socketPath, database, sql) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(socketPath), rows = [];
    let data = Buffer.alloc(0), asked = false, fault = null;
    socket.once('error', reject);
    socket.once('connect', () => socket.write(message('', Buffer.concat([PROTOCOL_3, ...['user', 'postgres', 'database', database, ''].map(text)]))));
    socket.once('close', () => reject(fault ?? new Error('Postgres closed the connection')));
    socket.on('data', (chunk) => {
      data = Buffer.concat([data, chunk]);
      let at = 0;
      for (; data.length - at >= 5 && data.length - at > data.readInt32BE(at + 1); at += data.readInt32BE(at + 1) + 1) {
        const type = String.fromCharCode(data[at]), body = data.subarray(at + 5, at + 1 + data.readInt32BE(at + 1));
        if (type === 'D') rows.push([...fields(body)]);
        else if (type === 'E') fault = new Error(/M([^\0]*)/.exec(body.toString('utf8').split('\0').find((f) => f.startsWith('M')) ?? 'M?')[1]);
        else if (type === 'Z' && !asked && !fault) { asked = true; socket.write(message('Q', text(sql))); }
        else if (type === 'Z') { socket.end(message('X', Buffer.alloc(0))); if (fault) reject(fault); else resolve(rows); }
      }
      data = data.subarray(at);
    });
  });
}
