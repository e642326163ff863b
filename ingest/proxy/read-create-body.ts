import type { IncomingMessage } from "node:http";
import type { CreateFields, ProviderAdapter } from "../providers/adapter.ts";
import { BodyFault, wantedFields, type FieldReader } from "./field-reader.ts";
import { HeldBackBody } from "./held-back-body.ts";
import { openFieldReader } from "./open-field-reader.ts";
import type { ProxyLimits } from "./proxy-limits.ts";
import { denials, type Denial } from "./refusals.ts";

export type CreateBody =
  /** Small: here as a whole, with its fields. */
  | { readonly kind: "whole"; readonly bytes: Buffer; readonly fields: CreateFields }
  /** Large: still arriving. `fields` is known once the last byte arrived; it never rejects. */
  | {
      readonly kind: "streaming";
      readonly body: HeldBackBody;
      /** Bytes in all, null when the client didn't say. */
      readonly length: number | null;
      readonly fields: Promise<StreamedFields>;
    }
  | Unreadable;

export type StreamedFields =
  | { readonly kind: "fields"; readonly fields: CreateFields }
  | Unreadable;

export type Unreadable =
  | { readonly kind: "denied"; readonly denial: Denial }
  | { readonly kind: "gone" };

/**
 * Reads a create's body: whole when it is small, else as a stream that holds its end back while the fields are
 * read. Bounded in size (413), in time between two chunks (408) and in what its fields may take.
 */
export function readCreateBody(
  incoming: IncomingMessage,
  adapter: ProviderAdapter,
  limits: ProxyLimits,
  onChunk: (chunk: Buffer) => void,
): Promise<CreateBody> {
  const length = contentLength(incoming);
  if (length !== null && length > limits.maxBodyBytes) return denied(denials.tooLarge);
  const opened = openFieldReader(incoming.headers, length, wantedFields(adapter, limits));
  if (opened.kind === "denied") return Promise.resolve(opened);
  return new Promise((resolve) => {
    new BodyPump(incoming, opened.reader, limits, length, onChunk, resolve).start();
  });
}

/** Moves the bytes from the client to the field reader and to where they are kept. */
class BodyPump {
  readonly #incoming: IncomingMessage;
  readonly #reader: FieldReader | null;
  readonly #limits: ProxyLimits;
  readonly #length: number | null;
  readonly #onChunk: (chunk: Buffer) => void;
  readonly #resolve: (body: CreateBody) => void;
  #chunks: Buffer[] = [];
  #bytes = 0;
  #streaming: { body: HeldBackBody; resolve: (fields: StreamedFields) => void } | null = null;
  #over = false;
  #idle: NodeJS.Timeout | null = null;

  constructor(
    incoming: IncomingMessage,
    reader: FieldReader | null,
    limits: ProxyLimits,
    length: number | null,
    onChunk: (chunk: Buffer) => void,
    resolve: (body: CreateBody) => void,
  ) {
    this.#incoming = incoming;
    this.#reader = reader;
    this.#limits = limits;
    this.#length = length;
    this.#onChunk = onChunk;
    this.#resolve = resolve;
  }

  start(): void {
    const slow = { kind: "denied", denial: denials.slowBody } as const;
    this.#idle = setTimeout(() => this.#stop(slow), this.#limits.bodyIdleMs);
    this.#incoming.on("data", this.#onData);
    this.#incoming.once("end", this.#onEnd);
    this.#incoming.once("close", this.#onClose);
    // 'close' follows; without a listener an error would end the process.
    this.#incoming.on("error", () => this.#onClose());
  }

  readonly #onData = (chunk: Buffer): void => {
    if (this.#over) return;
    this.#idle?.refresh();
    this.#bytes += chunk.length;
    this.#onChunk(chunk);
    if (this.#bytes > this.#limits.maxBodyBytes) {
      this.#stop({ kind: "denied", denial: denials.tooLarge });
      return;
    }
    const fault = attempt(() => this.#reader?.write(chunk));
    if (fault !== null) {
      this.#stop({ kind: "denied", denial: invalidBody(fault) });
      return;
    }
    if (this.#streaming !== null) {
      this.#forward(this.#streaming.body, chunk);
      return;
    }
    this.#chunks.push(chunk);
    if (this.#bytes > this.#limits.wholeBodyBytes) this.#beginStreaming();
  };

  #forward(body: HeldBackBody, chunk: Buffer): void {
    if (!body.add(chunk, this.#reader?.complete ?? false)) this.#incoming.pause();
  }

  #beginStreaming(): void {
    const body = new HeldBackBody(this.#limits.heldBackBytes, () => this.#incoming.resume());
    // The upstream request died: what still arrives is thrown away, and its answer says why.
    body.once("close", () => this.#incoming.resume());
    body.on("error", () => this.#incoming.resume());
    const fields = new Promise<StreamedFields>((resolve) => {
      this.#streaming = { body, resolve };
    });
    for (const chunk of this.#chunks) this.#forward(body, chunk);
    this.#chunks = [];
    this.#resolve({ kind: "streaming", body, length: this.#length, fields });
  }

  readonly #onEnd = (): void => {
    if (this.#over) return;
    let fields: CreateFields = { values: new Map(), files: new Set() };
    const fault = attempt(() => {
      fields = this.#reader?.end() ?? fields;
    });
    if (fault !== null) {
      this.#stop({ kind: "denied", denial: invalidBody(fault) });
      return;
    }
    this.#finish();
    if (this.#streaming === null) {
      this.#resolve({ kind: "whole", bytes: Buffer.concat(this.#chunks), fields });
      return;
    }
    this.#streaming.body.sourceEnded();
    this.#streaming.resolve({ kind: "fields", fields });
  };

  readonly #onClose = (): void => {
    if (!this.#incoming.complete) this.#stop({ kind: "gone" });
  };

  /** Ends early. What the client still sends is thrown away by node once the answer is sent. */
  #stop(unreadable: Unreadable): void {
    if (this.#over) return;
    this.#finish();
    this.#chunks = [];
    if (this.#streaming === null) this.#resolve(unreadable);
    else this.#streaming.resolve(unreadable);
  }

  #finish(): void {
    this.#over = true;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#incoming.off("end", this.#onEnd);
    this.#incoming.off("close", this.#onClose);
  }
}

function contentLength(incoming: IncomingMessage): number | null {
  const named = incoming.headers["content-length"];
  if (named !== undefined) return Number(named);
  return incoming.headers["transfer-encoding"] === undefined ? 0 : null;
}

function attempt(work: () => void): BodyFault | null {
  try {
    work();
    return null;
  } catch (error) {
    if (error instanceof BodyFault) return error;
    throw error;
  }
}

function invalidBody(fault: BodyFault): Denial {
  return {
    status: 400,
    type: "invalid_request_error",
    code: fault.code,
    param: fault.param,
    message: `The request body ${fault.reason}.`,
  };
}

function denied(denial: Denial): Promise<CreateBody> {
  return Promise.resolve({ kind: "denied", denial });
}
