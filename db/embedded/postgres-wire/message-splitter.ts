/** One frame of PostgreSQL's protocol 3, as the client sent it, header included. */
export interface WireMessage {
  /** "startup" for the untyped first packets, else the message's type byte as a letter. */
  readonly type: string;
  /** Request code of an untyped packet (protocol version, SSLRequest, …); 0 for typed ones. */
  readonly startupCode: number;
  readonly bytes: Uint8Array;
}

/** Postgres refuses messages above 1 GiB; a gateway's own statements stay far below this. */
export const MAX_WIRE_MESSAGE_BYTES = 64 * 1024 * 1024;

export const SSL_REQUEST_CODE = 80_877_103;
export const GSS_REQUEST_CODE = 80_877_104;
export const CANCEL_REQUEST_CODE = 80_877_102;

/**
 * Cuts a client's byte stream into protocol messages. The phase decides how a packet is read:
 * untyped until a start-up message (protocol 3.x) was seen, typed afterwards.
 * Source: PostgreSQL documentation, "Message Formats".
 */
export class MessageSplitter {
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  /** The complete messages so far; throws `RangeError` when one is malformed or over the limit. */
  push(chunk: Buffer): WireMessage[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const messages: WireMessage[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) messages.push(next);
    return messages;
  }

  #next(): WireMessage | undefined {
    return this.#started ? this.#nextTyped() : this.#nextUntyped();
  }

  #nextUntyped(): WireMessage | undefined {
    if (this.#pending.length < 8) return undefined;
    const length = checkedLength(this.#pending.readInt32BE(0), 8);
    if (this.#pending.length < length) return undefined;
    const startupCode = this.#pending.readInt32BE(4);
    this.#started = startupCode >>> 16 === 3;
    return { type: "startup", startupCode, bytes: this.#take(length) };
  }

  #nextTyped(): WireMessage | undefined {
    if (this.#pending.length < 5) return undefined;
    const length = 1 + checkedLength(this.#pending.readInt32BE(1), 4);
    if (this.#pending.length < length) return undefined;
    const type = String.fromCharCode(this.#pending.readUInt8(0));
    return { type, startupCode: 0, bytes: this.#take(length) };
  }

  #take(length: number): Uint8Array {
    const bytes = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return bytes;
  }
}

function checkedLength(length: number, least: number): number {
  if (length < least || length > MAX_WIRE_MESSAGE_BYTES) {
    throw new RangeError(`a protocol message of ${length} bytes is not acceptable`);
  }
  return length;
}
