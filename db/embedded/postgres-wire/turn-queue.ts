/**
 * Hands one engine to many connections, one turn at a time and in the order of asking. A turn lasts
 * from the first message of a unit of work until the engine is idle outside a transaction, so two
 * connections never mix inside a transaction or an extended-protocol exchange.
 */
export class TurnQueue<Owner> {
  #owner: Owner | undefined;
  readonly #waiting: { owner: Owner; start: () => void }[] = [];

  get owner(): Owner | undefined {
    return this.#owner;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is `owner`'s turn; at once when it already is. */
  take(owner: Owner): Promise<void> {
    if (this.#owner === owner) return Promise.resolve();
    if (this.#owner === undefined) {
      this.#owner = owner;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#waiting.push({ owner, start: resolve });
    });
  }

  /** Ends `owner`'s turn, if it has it, and starts the next one. */
  release(owner: Owner): void {
    if (this.#owner !== owner) return;
    const next = this.#waiting.shift();
    this.#owner = next?.owner;
    next?.start();
  }
}
