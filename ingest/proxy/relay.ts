import type { Dispatcher } from "undici";
import { answerHeaders, OF_THE_BYTES, type UpstreamHeaders } from "./answer-headers.ts";
import type { Exchange } from "./exchange.ts";
import { JsonTap } from "./json-tap.ts";
import { addOwnHeaders, writeHead } from "./send-answer.ts";
import type { CountedHandler } from "./upstream-pools.ts";

export type RelayFault = "unreachable" | "timeout" | "broken";

export interface RelayPlan {
  /** Answers up to this are read as JSON while they pass; 0 reads none. */
  readonly maxJsonBytes: number;
  /** The client's line is cut when no byte moved for so long; 0 never. */
  readonly idleMs: number;
  /**
   * Called once, when the last byte is here; the tap is null when the answer was not read. The answer's end waits for
   * the promise, where there is one: what the client is told is then in the books before it acts on it.
   */
  readonly onAnswered?: (status: number, tap: JsonTap | null) => Promise<unknown> | null;
  /** Another body in place of an answer that was read, null for the answer itself. */
  readonly bodyInstead?: (tap: JsonTap) => Buffer | null;
  /** Called once instead, when the upstream failed before the answer began. */
  readonly onFault: (fault: RelayFault) => void;
  readonly clock: () => number;
}

/**
 * Streams an upstream's answer to the client with back-pressure and reads small JSON answers as they pass.
 * A client that leaves aborts the upstream request.
 */
export class Relay implements CountedHandler {
  onDone: (() => void) | null = null;
  readonly #exchange: Exchange;
  readonly #plan: RelayPlan;
  #controller: Dispatcher.DispatchController | null = null;
  #tap: JsonTap | null = null;
  #status = 0;
  #began = false;
  #ended = false;
  /** The head waits for the end of a small answer, so that both leave in one write. */
  #head: string[] | null = null;

  constructor(exchange: Exchange, plan: RelayPlan) {
    this.#exchange = exchange;
    this.#plan = plan;
    exchange.outgoing.once("close", () => {
      if (!this.#ended) this.#controller?.abort(new ClientGoneError());
    });
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#exchange.outgoing.destroyed) controller.abort(new ClientGoneError());
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: UpstreamHeaders,
  ): void {
    if (status < 200) return;
    this.#began = true;
    this.#status = status;
    this.#exchange.upstreamMs = this.#plan.clock() - this.#exchange.startedAtMs;
    const { maxJsonBytes, bodyInstead } = this.#plan;
    this.#tap = JsonTap.for(headers, maxJsonBytes, bodyInstead !== undefined);
    const head = answerHeaders(headers);
    addOwnHeaders(head, this.#exchange);
    if (this.#tap?.whole === true) {
      this.#head = head;
      return;
    }
    this.#begin(head);
  }

  #begin(head: string[]): void {
    const { outgoing } = this.#exchange;
    writeHead(outgoing, this.#status, head);
    if (this.#plan.idleMs > 0) {
      outgoing.setTimeout(this.#plan.idleMs, () => outgoing.destroy());
    }
  }

  /** An answer of unknown length turned out too long to be held: it passes as it comes from here on. */
  #letGo(head: string[], tap: JsonTap): void {
    this.#head = null;
    this.#begin(head);
    this.#exchange.outgoing.write(tap.bytes());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { outgoing } = this.#exchange;
    this.#exchange.bytesOut += chunk.length;
    const tap = this.#tap;
    if (this.#head !== null && tap !== null && !tap.fits(chunk)) this.#letGo(this.#head, tap);
    tap?.take(chunk);
    if (this.#head !== null) return;
    if (!outgoing.write(chunk) && !outgoing.destroyed) {
      controller.pause();
      outgoing.once("drain", () => controller.resume());
    }
  }

  onResponseEnd(): void {
    this.#ended = true;
    this.onDone?.();
    const booked = this.#plan.onAnswered?.(this.#status, this.#tap) ?? null;
    if (booked === null) this.#end();
    else void booked.finally(() => this.#end());
  }

  #end(): void {
    const { outgoing } = this.#exchange;
    if (this.#head === null) {
      outgoing.end();
      return;
    }
    if (outgoing.destroyed) return;
    const tap = this.#tap;
    const instead = tap === null ? null : (this.#plan.bodyInstead?.(tap) ?? null);
    if (instead !== null) {
      this.#endInstead(this.#head, instead, tap?.bytes().length ?? 0);
      return;
    }
    writeHead(outgoing, this.#status, this.#head);
    outgoing.end(tap?.text(), "latin1");
  }

  #endInstead(head: readonly string[], body: Buffer, replaced: number): void {
    const { outgoing } = this.#exchange;
    const kept = head.filter((_, index) => !OF_THE_BYTES.has(head[index - (index % 2)] ?? ""));
    this.#exchange.bytesOut += body.length - replaced;
    writeHead(outgoing, this.#status, [...kept, "content-length", String(body.length)]);
    outgoing.end(body);
  }

  onResponseError(_controller: Dispatcher.DispatchController | null, error: Error): void {
    this.#ended = true;
    this.onDone?.();
    const begun = this.#began && this.#head === null;
    if (error instanceof ClientGoneError) return;
    if (begun) {
      this.#exchange.errorCode = "upstream_broken";
      this.#exchange.outgoing.destroy();
      return;
    }
    this.#exchange.bytesOut = 0;
    this.#plan.onFault(faultOf(error, this.#controller !== null));
  }
}

/** The client left: nobody waits for this answer any more. */
class ClientGoneError extends Error {
  override readonly name = "ClientGoneError";
}

/** What became of a request by undici's error codes; `sent`: its first byte may have left. */
export function faultOf(error: Error, sent: boolean): RelayFault {
  if (!sent) return "unreachable";
  const code = "code" in error ? error.code : "";
  return code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT"
    ? "timeout"
    : "broken";
}
