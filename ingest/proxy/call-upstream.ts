import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import type { UpstreamHeaders } from "./answer-headers.ts";
import { decodeBody } from "./decode-body.ts";
import { JsonTap, parseJson } from "./json-tap.ts";
import type { PassingAnswer } from "./passing-answer.ts";
import { faultOf, type RelayFault } from "./relay.ts";
import type { CountedHandler, UpstreamPool } from "./upstream-pools.ts";

/** A whole answer of an upstream, or why there is none. */
export type UpstreamAnswer =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: UpstreamHeaders;
      /** As it came; empty when it is too long to be kept. */
      readonly body: Buffer;
      /** The same after decoding, or the skeleton of a long one; null when it can't be read. */
      readonly plain: Buffer | null;
      /** Undefined when it is no JSON. */
      readonly json: unknown;
      /** When its head came. */
      readonly atMs: number;
      /** When the request went out, and when the last byte came back. */
      readonly sentAtMs: number;
      readonly endedAtMs: number;
      /** Bytes of the body, kept or not. */
      readonly length: number;
      /** True when it went to the client while it came; only its end is still to be told. */
      readonly passed: boolean;
      /** False when it was too long to be kept. */
      readonly whole: boolean;
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
  /** Of what is held; a longer answer is a fault, unless it may pass. */
  readonly maxAnswerBytes: number;
  /** Takes an answer to the client while it comes; absent where answers are only read. */
  readonly passage?: PassingAnswer;
  readonly clock: () => number;
}

/**
 * Makes a call and reads its whole answer within bounds of time and memory; an answer that passes on while it comes is
 * read as far as its small fields go. Never rejects, never retries.
 */
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
  #chunks: Buffer[] = [];
  #passing: PassingAnswer | null = null;
  /** Reads an answer that passes. */
  #tap: JsonTap | null = null;
  #length = 0;
  #status = 0;
  #headers: UpstreamHeaders = {};
  #headAtMs = 0;
  #sentAtMs = 0;
  #sent = false;
  #deadline: NodeJS.Timeout | null = null;

  constructor(call: UpstreamCall, resolve: (answer: UpstreamAnswer) => void) {
    this.#call = call;
    this.#resolve = resolve;
  }

  onRequestStart(): void {
    this.#sent = true;
    this.#sentAtMs = this.#call.clock();
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
    this.#awaitEnd(controller);
    const { passage } = this.#call;
    if (passage?.passesAtOnce(status, headers) === true) this.#pass(controller, passage);
  }

  /** A client that is what takes so long goes first; the upstream then has as much time again. */
  #awaitEnd(controller: Dispatcher.DispatchController): void {
    this.#deadline = setTimeout(() => {
      if (this.#passing?.drop() === true) this.#awaitEnd(controller);
      else controller.abort(new SlowAnswerError());
    }, this.#call.answerMs);
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#length += chunk.length;
    const { passage, maxAnswerBytes } = this.#call;
    if (this.#passing !== null) {
      this.#tap?.take(chunk);
      if (!this.#passing.write(chunk)) controller.pause();
      return;
    }
    this.#chunks.push(chunk);
    if (this.#length <= maxAnswerBytes) return;
    if (passage?.passesWhenLong(this.#status, this.#headers) === true) {
      this.#pass(controller, passage);
    } else controller.abort(new LongAnswerError());
  }

  #pass(controller: Dispatcher.DispatchController, passage: PassingAnswer): void {
    this.#passing = passage;
    this.#tap = JsonTap.for(this.#headers, this.#call.maxAnswerBytes);
    passage.onDrain = () => controller.resume();
    passage.begin(this.#status, this.#headers);
    const held = this.#chunks;
    this.#chunks = [];
    for (const chunk of held) {
      this.#tap?.take(chunk);
      if (!passage.write(chunk)) controller.pause();
    }
  }

  onResponseEnd(): void {
    this.#finish();
    if (this.#passing === null) this.#endHeld();
    else {
      const tap = this.#tap;
      const whole = tap !== null && !tap.overflowed;
      const plain = tap?.plain() ?? null;
      this.#end({ body: whole ? tap.bytes() : EMPTY, plain, passed: true, whole });
    }
  }

  #endHeld(): void {
    const body = Buffer.concat(this.#chunks);
    const encoding = this.#headers["content-encoding"];
    const plain = decodeBody(
      body,
      typeof encoding === "string" ? encoding : null,
      this.#call.maxAnswerBytes,
    );
    this.#end({ body, plain, passed: false, whole: true });
  }

  #end(read: Pick<Answered, "body" | "plain" | "passed" | "whole">): void {
    this.#resolve({
      kind: "answer",
      status: this.#status,
      headers: this.#headers,
      ...read,
      json: parseJson(read.plain),
      length: this.#length,
      atMs: this.#headAtMs,
      sentAtMs: this.#sentAtMs,
      endedAtMs: this.#call.clock(),
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

type Answered = Extract<UpstreamAnswer, { kind: "answer" }>;

const EMPTY = Buffer.alloc(0);

class SlowAnswerError extends Error {
  override readonly name = "SlowAnswerError";
}

class LongAnswerError extends Error {
  override readonly name = "LongAnswerError";
}
