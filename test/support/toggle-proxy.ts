// A way to a server on this machine that can be cut off and opened again: nobody listens meanwhile,
// as when a provider is down.
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface ToggleProxy extends AsyncDisposable {
  /** Where it listens while it is open. */
  port: number;
  /** Where it leads; known later than its own port where the target starts later. */
  leadTo(port: number): void;
  down(): Promise<void>;
  up(): Promise<void>;
}

export async function startToggleProxy(): Promise<ToggleProxy> {
  let target = 0;
  let port = 0;
  let server: Server | undefined;
  const sockets = new Set<Socket>();

  const open = async () => {
    const opening = createServer((near) => {
      const far = connect(target, '127.0.0.1');
      for (const socket of [near, far]) {
        sockets.add(socket);
        socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
      }
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => opening.listen(port, '127.0.0.1', resolve));
    const address = opening.address();
    if (typeof address === 'object' && address) port = address.port;
    server = opening;
  };
  const down = async () => {
    const closing = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };

  await open();
  return {
    get port() {
      return port;
    },
    leadTo(to) {
      target = to;
    },
    down,
    up: open,
    [Symbol.asyncDispose]: down,
  };
}
