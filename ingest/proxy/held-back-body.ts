import { Readable } from "node:stream";

/**
 * A request body on its way upstream whose last bytes wait. Until `release` the final `heldBackBytes`, and
 * everything from the chunk on in which the body was seen complete, stay here; so no upstream can take the
 * request as whole before it is admitted. Destroying it aborts the upstream request.
 */
export class HeldBackBody extends Readable {
  readonly #heldBackBytes: number;
  readonly #onDemand: () => void;
  #held: Buffer[] = [];
  #heldBytes = 0;
  #frozen = false;
  #ended = false;
  #released = false;

  /** `onDemand` is called when more bytes can be taken. */
  constructor(heldBackBytes: number, onDemand: () => void) {
    super({ highWaterMark: 256 * 1_024 });
    this.#heldBackBytes = heldBackBytes;
    this.#onDemand = onDemand;
  }

  /** Takes a chunk; false when the source should pause until `onDemand`. */
  add(chunk: Buffer, complete: boolean): boolean {
    if (this.destroyed) return true;
    this.#frozen ||= complete;
    this.#held.push(chunk);
    this.#heldBytes += chunk.length;
    let wantsMore = true;
    while (!this.#frozen || this.#released) {
      const [first] = this.#held;
      const keep = this.#released ? 0 : this.#heldBackBytes;
      if (first === undefined || this.#heldBytes - first.length < keep) break;
      this.#held.shift();
      this.#heldBytes -= first.length;
      wantsMore = this.push(first);
    }
    return wantsMore;
  }

  /** The source has ended: all that is left is held here. */
  sourceEnded(): void {
    this.#ended = true;
    if (this.#released) this.push(null);
  }

  /** Admitted: the rest may go. */
  release(): void {
    if (this.#released || this.destroyed) return;
    this.#released = true;
    for (const chunk of this.#held) this.push(chunk);
    this.#held = [];
    this.#heldBytes = 0;
    if (this.#ended) this.push(null);
  }

  override _read(): void {
    this.#onDemand();
  }
}
