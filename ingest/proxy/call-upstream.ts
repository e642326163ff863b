import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { UpstreamHeaders } from "./answer-headers.ts";
import { decodeBody } from "./decode-body.ts";
import { parseJson } from "./json-tap.ts";
import { faultOf, type RelayFault } from "./relay.ts";
import type { CountedHandler, UpstreamPool } from "./upstream-pools.ts";

/** A whole answer of an upstream, or why there is none. */
export type UpstreamAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: UpstreamHeaders;
      /** As it came. */
      readonly body: Buffer;
      /** The same after decoding; null when it can't be read. */
      readonly plain: Buffer | null;
      /** Undefined when it is no JSON. */
      readonly json: unknown;
      readonly atMs: number;
    }
  | { readonly kind: "overloaded" }
  | { readonly kind: "fault"; readonly fault: RelayFault };

export interface UpstreamCall {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly headers: string[];
  readonly body: Buffer | Readable | null;
  readonly headersMs: number;
  /** From the answer's head to its end. */
  readonly answerMs: number;
  readonly maxAnswerBytes: number;
  readonly clock: () => number;
}

/** Makes a call and reads its whole answer within bounds of time and size. Never rejects, never retries. */
export function callUpstream(pool: UpstreamPool, call: UpstreamCall): Promise<UpstreamAnswer> {
  return new Promise((resolve) => {
    const handler = new WholeAnswer(call, resolve);
    const { method, path, headers, body } = call;
    const accepted = pool.dispatch(
      {
        method,
        path,
        headers,
        body,
        headersTimeout: call.headersMs,
        bodyTimeout: call.answerMs,
        // Nothing is ever sent twice by the pool itself.
        idempotent: false,
      },
      handler,
    );
    if (!accepted) resolve({ kind: "overloaded" });
  });
}

class WholeAnswer implements CountedHandler {
  onDone: (() => void) | null = null;
  readonly #call: UpstreamCall;
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #status = 0;
  #headers: UpstreamHeaders = {};
  #headAtMs = 0;
  #sent = false;
  #deadline: NodeJS.Timeout | null = null;

  constructor(call: UpstreamCall, resolve: (answer: UpstreamAnswer) => void) {
    this.#call = call;
    this.#resolve = resolve;
  }

  onRequestStart(): void {
    this.#sent = true;
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: UpstreamHeaders,
  ): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#headAtMs = this.#call.clock();
    this.#deadline = setTimeout(() => controller.abort(new SlowAnswerError()), this.#call.answerMs);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > this.#call.maxAnswerBytes) controller.abort(new LongAnswerError());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish();
    const body = Buffer.concat(this.#chunks);
    const encoding = this.#headers["content-encoding"];
    const plain = decodeBody(
      body,
      typeof encoding === "string" ? encoding : null,
      this.#call.maxAnswerBytes,
    );
    this.#resolve({
      kind: "answer",
      status: this.#status,
      headers: this.#headers,
      body,
      plain,
      json: parseJson(plain),
      atMs: this.#headAtMs,
    });
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#finish();
    const fault = error instanceof SlowAnswerError ? "timeout" : faultOf(error, this.#sent);
    this.#resolve({ kind: "fault", fault });
  }

  #finish(): void {
    if (this.#deadline !== null) clearTimeout(this.#deadline);
    this.onDone?.();
  }
}

class SlowAnswerError extends Error {
  override readonly name = "SlowAnswerError";
}

class LongAnswerError extends Error {
  override readonly name = "LongAnswerError";
}
