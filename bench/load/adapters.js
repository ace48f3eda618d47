// The only file that knows a target's URLs, method names and message shapes.
// onText(wall, text) says with wall.ready() that the wall has its roster, and with wall.show(text, decode) what a message makes
// of a picture (pictures.js): { changes: [{ identity, state, eventId? }...] }, or { roster: [{ identity, state }...] } for a full one
// that replaces it; state: 'sid|videoSid' while present, '' once gone. hasRoster: false where a wall that opens is not told who is there.
const stateOf = (p) => (p.connected === false ? '' : `${p.sid}|${p.video ?? ''}`);

export const adapters = {
  socketio: {
    webhookPath: '/livekit/webhook',
    wallPath: () => '/socket.io/?EIO=4&transport=websocket',
    open: (wall) => wall.state = { connected: false },
    onText(wall, text) {
      const kind = text.charCodeAt(0);
      if (kind === 0x30) wall.send('40' + JSON.stringify({ service: wall.service })); // engine open
      else if (kind === 0x32) wall.send('3'); // ping
      else if (kind === 0x34 && text[1] === '2') {
        wall.show(text, () => {
          const [name, arg] = parsed(text, 2);
          if (name === 'change') return { changes: [{ identity: arg.participant.identity, state: stateOf(arg.participant), eventId: arg.eventId }] };
          return name === 'roster' ? { roster: arg.participants.map((p) => ({ identity: p.identity, state: stateOf(p) })) } : null;
        });
        if (text.startsWith('42["roster"')) wall.ready();
      }
    },
  },

  // Our own contract (docs/protocol.md): SignalR's JSON protocol, seats by number, deltas from revision to revision.
  videowall: {
    webhookPath: '/livekit/webhook',
    // Services must exist before their rooms' webhooks count; walls open with the tokens that real walls get.
    async prepare(url, rooms, key, walled) {
      const call = async (path, body) => {
        const answer = await fetch(new URL(path, url), { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });
        if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
        return answer.json();
      };
      const prepared = {};
      const waiting = [...rooms], withWalls = new Set(rooms.slice(0, walled));
      const worker = async () => {
        for (let room; (room = waiting.shift()); ) {
          const { code } = await call('/api/v1/services', { title: room, room, wallAccess: 'code' });
          if (withWalls.has(room)) prepared[room] = { code, token: (await call('/api/v1/wall', { code })).hubToken };
        }
      };
      await Promise.all(Array.from({ length: 8 }, worker));
      return prepared;
    },
    // A page that comes back asks for a new token first.
    async renew({ host, port }, { code }) {
      const answer = await fetch(`http://${host}:${port}/api/v1/wall`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code }) });
      if (!answer.ok) throw new Error(`/api/v1/wall: ${answer.status}`);
      return { code, token: (await answer.json()).hubToken };
    },
    // As SignalR's own clients begin, unless they are told otherwise: the connection that comes with such an id is served by SignalR's transport.
    async negotiate({ host, port }, pass) {
      const answer = await fetch(`http://${host}:${port}/hubs/wall/negotiate?negotiateVersion=1`, { method: 'POST', headers: { authorization: `Bearer ${pass.token}` } });
      if (!answer.ok) throw new Error(`/hubs/wall/negotiate: ${answer.status} ${await answer.text()}`);
      return { ...pass, id: (await answer.json()).connectionToken };
    },
    wallPath: (service, { token, id }) => `/hubs/wall?access_token=${encodeURIComponent(token)}${id ? `&id=${encodeURIComponent(id)}` : ''}`,
    // As our pages (WebFront/ClientApp/src/shared/signalr.ts), it says every 10 s that it is there. An answer to the server's pings
    // would not do: the server leaves out those that meet a message under way, and ends who was silent for 30 s.
    open(wall) {
      wall.send('{"protocol":"json","version":1}\x1e');
      const alive = setInterval(() => wall.send('{"type":6}\x1e'), 10_000);
      wall.gone.then(() => clearInterval(alive));
    },
    onText(wall, text) {
      for (const part of text.split('\x1e')) {
        if (part === '') continue;
        if (part === '{}') watch(wall);
        else if (part.startsWith('{"type":1,')) {
          wall.show(part, (picture) => {
            const [delta] = parsed(part).arguments;
            if (picture.revision === null || delta.to <= picture.revision) return null; // the answer to Watch has it, or will
            if (delta.from === picture.revision) return applied(picture, delta);
            watch(wall);
            return null;
          });
        } else if (part.startsWith('{"type":3')) {
          const { result, error } = JSON.parse(part);
          if (error) { wall.closed = error; wall.socket.destroy(); return; }
          if (result.deltas) for (const delta of result.deltas) wall.show(null, (picture) => applied(picture, delta));
          else wall.show(null, () => snapshot(result));
          wall.ready();
        } else if (part.startsWith('{"type":7')) wall.closed = part;
      }
    },
  },

  // The bare programs of ../Floor: what they receive they keep or pass on, and that is all.
  floor: {
    webhookPath: '/livekit/webhook',
    wallPath: () => '/',
    hasRoster: false,
    open: (wall) => wall.ready(),
    onText: (wall, text) => wall.show(text, () => wall.changeOf(text.trimEnd())), // the event's id; what it means is known from the plan
  },
};

// A page that comes back has its seats, and asks for what it missed.
const watch = (wall) => wall.send(JSON.stringify({
  type: 1, invocationId: '1', target: 'Watch', arguments: [wall.picture.revision === null ? {} : { revision: wall.picture.revision }],
}) + '\x1e');

// Walls that show different things get the same text: it is parsed once.
const texts = new Map();
function parsed(text, from = 0) {
  let message = texts.get(text);
  if (!message) {
    message = JSON.parse(text.slice(from));
    if (texts.size > 64) texts.delete(texts.keys().next().value);
    texts.set(text, message);
  }
  return message;
}

const pictureOf = (seat) => (seat.participantSid ? `${seat.participantSid}|${seat.trackSid ?? ''}` : '');
const whole = ({ identity, participantSid, trackSid }) => ({ identity, participantSid, trackSid });

function snapshot({ revision, seats: taken }) {
  const seats = [];
  for (const seat of taken) seats[seat.seat] = whole(seat);
  return { revision, seats, roster: taken.filter((seat) => seat.participantSid).map((seat) => ({ identity: seat.identity, state: pictureOf(seat) })) };
}

function applied(picture, { to, seats: taken = [], removed = [] }) {
  const seats = picture.seats.slice(), changes = [];
  for (const number of removed) {
    if (seats[number]) changes.push({ identity: seats[number].identity, state: '' });
    seats[number] = undefined;
  }
  for (const change of taken) {
    const before = seats[change.seat], seat = whole(change.churchId ? change : { ...before, ...change });
    seats[change.seat] = seat;
    if (!before || before.identity !== seat.identity || pictureOf(before) !== pictureOf(seat)) changes.push({ identity: seat.identity, state: pictureOf(seat) });
  }
  return { revision: to, seats, changes };
}
