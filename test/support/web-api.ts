import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenCall {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What to answer a call with; called in the order in which calls arrive. */
export type Answer = (call: SeenCall) => { readonly status: number; readonly body: unknown };

/** A real HTTP server on a free loopback port that answers as told and keeps what it was asked. */
export async function startWebApi(answer: Answer): Promise<{
  readonly url: string;
  readonly seen: readonly SeenCall[];
  close(): Promise<void>;
}> {
  const seen: SeenCall[] = [];
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      const call = { method: request.method ?? "", path: request.url ?? "", body };
      seen.push(call);
      const { status, body: json } = answer(call);
      response.writeHead(status, {
        "content-type": status < 400 ? "application/json" : "application/problem+json",
        "access-control-allow-origin": "*",
        "access-control-allow-headers": "*",
        "access-control-allow-methods": "*",
      });
      response.end(status === 204 ? undefined : JSON.stringify(json));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? null : JSON.parse(text);
}
