import { once } from 'node:events';
import { createServer, request as send, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** How a proxy hands a path below its own on: as it came, or without what stands before. */
export type PathHandling = 'passes on' | 'takes away';

/** Somebody else's address, where all below one path is VideoWall's. */
export class Proxy {
  /** Where VideoWall listens; known once it is started. */
  target = '';
  /** What pages asked for outside the path: this site knows none of it. */
  readonly strayed: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((request, response) => {
    const onward = this.#onward(request);
    if (onward === null) return void response.writeHead(404).end();
    const call = send(onward, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
    });
    call.on('error', () => response.destroy());
    request.pipe(call);
  });

  private constructor(
    private readonly path: string,
    private readonly handling: PathHandling,
  ) {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    this.#server.on('upgrade', (request, socket, head) => {
      const onward = this.#onward(request);
      if (onward === null) return void socket.destroy();
      const call = send(onward, { headers: request.headers });
      call.on('error', () => socket.destroy());
      call.on('response', () => socket.destroy());
      call.on('upgrade', (answer, upstream, first) => {
        const headers = answer.rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${answer.rawHeaders[at + 1] ?? ''}`] : []));
        socket.write(['HTTP/1.1 101 Switching Protocols', ...headers, '', ''].join('\r\n'));
        socket.write(first);
        upstream.write(head);
        for (const [one, other] of [[socket, upstream], [upstream, socket]] as const) one.on('error', () => other.destroy()).on('close', () => other.destroy()).pipe(other);
      });
      call.end();
    });
  }

  static async start(path: string, handling: PathHandling): Promise<Proxy> {
    const proxy = new Proxy(path, handling);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** Where people find VideoWall. */
  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${this.path}`;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #onward({ url = '' }: IncomingMessage): string | null {
    if (!url.startsWith(`${this.path}/`) && url !== this.path) {
      this.strayed.push(url);
      return null;
    }
    return this.target + (this.handling === 'passes on' ? url : url.slice(this.path.length) || '/');
  }
}
