/** A request as the simulator needs it, whichever door it came in by. */
export interface Inbound {
  readonly method: string;
  /** Path and query, as sent. */
  readonly target: string;
  /** A header's value by its lower-case name; null when absent. */
  header(name: string): string | null;
  /** All headers as received: name, value, name, value, … */
  readonly rawHeaders: readonly string[];
  /** Reading it rejects when the client leaves midway. */
  readonly body: AsyncIterable<Uint8Array> | null;
}
