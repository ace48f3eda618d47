// The only file that knows a target's URLs, method names and message shapes.
// decode(target, args) turns one pushed message into a list of
//   { identity, state, eventId? }   state: 'sid|videoSid' while present, '' once gone
// or  { roster: [[identity, state]...] }  for a full roster that replaces the wall's picture.
const stateOf = (p) => (p.connected === false ? '' : `${p.sid}|${p.video ?? ''}`);

export const adapters = {
  socketio: {
    webhookPath: '/livekit/webhook',
    wallPath: () => '/socket.io/?EIO=4&transport=websocket',
    open: (wall) => wall.state = { connected: false },
    onText(wall, text, emit) {
      const kind = text.charCodeAt(0);
      if (kind === 0x30) wall.send('40' + JSON.stringify({ service: wall.service })); // engine open
      else if (kind === 0x32) wall.send('3'); // ping
      else if (kind === 0x34 && text[1] === '2') {
        emit(text, () => {
          const [name, arg] = JSON.parse(text.slice(2));
          if (name === 'change') return [{ identity: arg.participant.identity, state: stateOf(arg.participant), eventId: arg.eventId }];
          if (name === 'roster') return [{ roster: arg.participants.map((p) => [p.identity, stateOf(p)]) }];
          return [];
        });
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
    wallPath: (service, { token }) => `/hubs/wall?access_token=${encodeURIComponent(token)}`,
    open(wall) {
      wall.seats ??= new Map(); // a page that comes back has them, and asks for what it missed
      wall.revision ??= null;
      wall.send('{"protocol":"json","version":1}\x1e');
    },
    onText(wall, text, emit) {
      for (const part of text.split('\x1e')) {
        if (part === '') continue;
        if (part === '{}') watch(wall);
        else if (part.startsWith('{"type":1,')) {
          const [delta] = parsed(part).arguments;
          if (wall.revision === null || delta.to <= wall.revision) continue; // the answer to Watch has it, or will
          if (delta.from !== wall.revision) watch(wall);
          else emit.call(wall, null, () => applied(wall, delta));
        } else if (part.startsWith('{"type":3')) {
          const { result, error } = JSON.parse(part);
          if (error) { wall.closed = error; wall.socket.destroy(); return; }
          wall.gotRoster = true;
          if (result.deltas) for (const delta of result.deltas) emit.call(wall, null, () => applied(wall, delta));
          else emit.call(wall, null, () => snapshot(wall, result));
        } else if (part === '{"type":6}') wall.send('{"type":6}\x1e');
        else if (part.startsWith('{"type":7')) wall.closed = part;
      }
    },
  },
};

const watch = (wall) => wall.send(JSON.stringify({
  type: 1, invocationId: '1', target: 'Watch', arguments: [wall.revision === null ? {} : { revision: wall.revision }],
}) + '\x1e');

// The walls of one service get the same text: it is parsed once. What it means depends on each wall's seats.
const texts = new Map();
function parsed(text) {
  let message = texts.get(text);
  if (!message) {
    message = JSON.parse(text);
    if (texts.size > 64) texts.delete(texts.keys().next().value);
    texts.set(text, message);
  }
  return message;
}

const pictureOf = (seat) => (seat.participantSid ? `${seat.participantSid}|${seat.trackSid ?? ''}` : '');

function snapshot(wall, { revision, seats }) {
  wall.revision = revision;
  wall.seats = new Map(seats.map((seat) => [seat.seat, seat]));
  return [{ roster: seats.filter((seat) => seat.participantSid).map((seat) => [seat.identity, pictureOf(seat)]) }];
}

function applied(wall, { to, seats = [], removed = [] }) {
  wall.revision = to;
  const changes = [];
  for (const number of removed) {
    const seat = wall.seats.get(number);
    wall.seats.delete(number);
    if (seat) changes.push({ identity: seat.identity, state: '' });
  }
  for (const change of seats) {
    const before = wall.seats.get(change.seat);
    const seat = change.churchId ? change : { ...before, ...change };
    wall.seats.set(change.seat, seat);
    if (!before || before.identity !== seat.identity || pictureOf(before) !== pictureOf(seat)) changes.push({ identity: seat.identity, state: pictureOf(seat) });
  }
  return changes;
}
