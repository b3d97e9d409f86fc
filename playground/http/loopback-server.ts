// A server on this machine alone: free port unless given, closed with everything that still hangs
// on it.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface LoopbackServer {
  server: Server;
  /** `http://127.0.0.1:PORT` */
  origin: string;
  /**
   * Nobody listens any more, and what was kept alive is closed: connections are refused until
   * `comeBack`. Sockets of the gateway stay.
   */
  goAway(): void;
  comeBack(): Promise<void>;
  close(): Promise<void>;
}

export async function listenOnLoopback(listener: RequestListener, port = 0): Promise<LoopbackServer> {
  const server = createServer(listener);
  const listen = (wanted: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', resolve);
    });
  await listen(port);
  const { port: actual } = server.address() as AddressInfo; // A TCP server's address.
  return {
    server,
    origin: `http://127.0.0.1:${actual}`,
    goAway() {
      server.close();
      server.closeAllConnections();
    },
    comeBack: () => listen(actual),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
