import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A call as a client's receiver got it. */
export interface ReceivedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

export interface CallbackReceiver {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** Served at `/jwks.json`, and counted there. */
  jwks: object;
  jwksAsked: number;
  /** What it answers: a status, a redirect's target, or nothing at all. */
  mode: number | { readonly location: string } | "hang";
  /** Resolves when so many calls have come. */
  came(calls: number): Promise<void>;
  close(): Promise<void>;
}

/** Where a client wants to be called, on a port of its own. */
export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const waiting: { readonly calls: number; readonly resolve: () => void }[] = [];
  const server = createServer((incoming, outgoing) => {
    if (incoming.url === "/jwks.json") {
      receiver.jwksAsked += 1;
      outgoing.writeHead(200, { "content-type": "application/json" });
      outgoing.end(JSON.stringify(receiver.jwks));
      return;
    }
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      receiver.calls.push({
        path: incoming.url ?? "",
        headers: incoming.headers,
        body: Buffer.concat(chunks),
      });
      for (const { calls, resolve } of waiting) if (receiver.calls.length >= calls) resolve();
      const { mode } = receiver;
      if (mode === "hang") return;
      if (typeof mode === "number") outgoing.writeHead(mode).end("said");
      else outgoing.writeHead(307, mode).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const receiver: CallbackReceiver = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    jwks: { keys: [] },
    jwksAsked: 0,
    mode: 200,
    came: (calls) =>
      new Promise((resolve) => {
        if (receiver.calls.length >= calls) resolve();
        else waiting.push({ calls, resolve });
      }),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return receiver;
}
