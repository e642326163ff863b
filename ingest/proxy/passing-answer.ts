import { addOwnHeaders, writeHead } from "./send-answer.ts";
import { answerHeaders, type UpstreamHeaders } from "./answer-headers.ts";
import type { Call } from "./exchange.ts";
import { isJsonType } from "./json-tap.ts";
import type { ProxyLimits } from "./proxy-limits.ts";

/**
 * The answer of a create on its way to the client while it comes, byte for byte and with back-pressure. A client that
 * leaves stops nothing: the rest is read and thrown away. The answer's end waits for `end`, so that its outcome is in the
 * books before the client can act on it.
 */
export class PassingAnswer {
  /** Called when more can be written. */
  onDrain: (() => void) | null = null;
  readonly #call: Call;
  readonly #limits: ProxyLimits;
  #admitted = false;
  #began = false;
  #length: number | null = null;
  #taken = 0;
  /** The bytes that complete the answer, and would tell the client that it is whole. */
  #last: Buffer | null = null;

  constructor(call: Call, limits: ProxyLimits) {
    this.#call = call;
    this.#limits = limits;
  }

  /** The create is in the books: from now on its answer may pass. */
  admit(): void {
    this.#admitted = true;
  }

  /** True for an outcome that is the answer itself, unless it is short or has to be read before it goes on. */
  passesAtOnce(status: number, headers: UpstreamHeaders): boolean {
    const { adapter, route } = this.#call.caller;
    if (!this.#admitted || route.blocking !== true || !isSuccess(status)) return false;
    const length = lengthOf(headers);
    if (length !== null && length <= this.#limits.maxAnswerBytes) return false;
    const isRead = adapter.urlsOf !== null || adapter.errorStatusOf !== undefined;
    return !(isRead && isJsonType(headers["content-type"]));
  }

  /** True for an answer that may pass from here on, now that it is too long to be held. */
  passesWhenLong(status: number, headers: UpstreamHeaders): boolean {
    const isAwaited =
      isJsonType(headers["content-type"]) || this.#call.caller.route.blocking === true;
    return this.#admitted && isSuccess(status) && isAwaited;
  }

  begin(status: number, headers: UpstreamHeaders): void {
    const { outgoing } = this.#call;
    this.#began = true;
    this.#length = lengthOf(headers);
    if (outgoing.destroyed) return;
    const head = answerHeaders(headers);
    addOwnHeaders(head, this.#call);
    writeHead(outgoing, status, head);
    outgoing.flushHeaders();
    outgoing.once("close", () => this.onDrain?.());
    outgoing.once("timeout", () => outgoing.destroy());
    outgoing.on("drain", () => {
      outgoing.setTimeout(0);
      this.onDrain?.();
    });
  }

  /** @returns false when the upstream should wait for `onDrain`. */
  write(chunk: Buffer): boolean {
    const { outgoing } = this.#call;
    this.#taken += chunk.length;
    if (outgoing.destroyed) return true;
    this.#call.bytesOut += chunk.length;
    if (this.#taken === this.#length) {
      this.#last = chunk;
      return true;
    }
    if (outgoing.write(chunk)) return true;
    // Only a client's line that stands still is cut: the upstream may think as long as it likes.
    outgoing.setTimeout(this.#limits.contentIdleMs);
    return false;
  }

  /** Lets a client go that took too long. @returns false when none is there. */
  drop(): boolean {
    if (!this.#began || this.#call.outgoing.destroyed) return false;
    this.#call.errorCode = "client_too_slow";
    this.#call.outgoing.destroy();
    return true;
  }

  /** The books know: the client may hear the end. */
  end(): void {
    const { outgoing } = this.#call;
    if (outgoing.destroyed) return;
    if (this.#last === null) outgoing.end();
    else outgoing.end(this.#last);
  }
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function lengthOf(headers: UpstreamHeaders): number | null {
  const length = headers["content-length"];
  return typeof length === "string" ? Number(length) : null;
}
