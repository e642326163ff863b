import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as an upstream saw it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly rawHeaders: readonly string[];
  /** Bytes of the body that arrived so far. */
  body: Buffer;
  /** True once the whole body arrived. */
  complete: boolean;
  /** True once the request was cut before its end. */
  aborted: boolean;
}

export interface ScriptedUpstream {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly seen: SeenRequest[];
  /** Answers a request whose body is complete; set by the test. */
  answer: (request: SeenRequest, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** An upstream whose answers a test writes itself. */
export async function startScriptedUpstream(): Promise<ScriptedUpstream> {
  const seen: SeenRequest[] = [];
  const server: Server = createServer((incoming, response) => {
    const request: SeenRequest = {
      method: incoming.method ?? "",
      url: incoming.url ?? "",
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      body: Buffer.alloc(0),
      complete: false,
      aborted: false,
    };
    seen.push(request);
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      request.body = Buffer.concat(chunks);
    });
    incoming.on("end", () => {
      request.complete = true;
      upstream.answer(request, response);
    });
    incoming.on("close", () => {
      request.aborted = !request.complete;
    });
    incoming.on("error", () => undefined);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const upstream: ScriptedUpstream = {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    seen,
    answer: (_request, response) => sendJson(response, 200, videoObject({ id: "video_scripted" })),
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
  return upstream;
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** A video object on OpenAI's wire. */
export function videoObject(members: { readonly id: string } & Record<string, unknown>): object {
  return {
    object: "video",
    model: "sora-2",
    status: "queued",
    progress: 0,
    created_at: 1_790_000_000,
    completed_at: null,
    expires_at: null,
    prompt: "a paper boat",
    size: "720x1280",
    seconds: "4",
    remixed_from_video_id: null,
    error: null,
    ...members,
  };
}
