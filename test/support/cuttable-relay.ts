import { connect, createServer, type Socket } from "node:net";

/** A TCP relay that can go away, or swallow answers, between a client and a server on loopback. */
export interface CuttableRelay {
  readonly port: number;
  /** Cuts what is open and refuses what is new. */
  cut(): void;
  /** Like `cut`, but the client sees its connections torn (a TCP reset) instead of ended. */
  reset(): void;
  restore(): void;
  /** Requests still reach the server; its answers don't come back, until `restore`. */
  swallowAnswers(): void;
  close(): Promise<void>;
}

export async function openRelay(toPort: number): Promise<CuttableRelay> {
  const sockets = new Set<Socket>();
  let state: "open" | "cut" | "swallow" = "open";
  const server = createServer((client) => {
    if (state === "cut") {
      client.destroy();
      return;
    }
    const upstream = connect(toPort, "127.0.0.1");
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    upstream.on("data", (chunk) => {
      if (state !== "swallow") client.write(chunk);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut() {
      state = "cut";
      cutAll();
    },
    restore() {
      if (state === "swallow") cutAll();
      state = "open";
    },
    reset() {
      state = "cut";
      for (const socket of sockets) socket.resetAndDestroy();
    },
    swallowAnswers() {
      state = "swallow";
    },
    async close() {
      cutAll();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
