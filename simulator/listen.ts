import { createServer } from "node:http";
import type { RequestListener } from "node:http";

/** An open port. `close()` cuts what is still running, hanging answers included. */
export interface Listening {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const keepAliveTimeoutMs = 65_000;

/** Opens a port (0: any free one) and resolves when it accepts; rejects when it cannot. */
export async function listen(
  listener: RequestListener,
  where: { readonly port: number; readonly host: string },
): Promise<Listening> {
  const server = createServer(
    { keepAliveTimeout: keepAliveTimeoutMs, requestTimeout: 0 },
    listener,
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(where.port, where.host, () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  // A server on a TCP port has an address object.
  const port = typeof address === "object" && address !== null ? address.port : where.port;
  const host = where.host.includes(":") ? `[${where.host}]` : where.host;
  return {
    url: `http://${host}:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
