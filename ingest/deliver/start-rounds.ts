import type { Log } from "../log.ts";
import { createBackOff } from "./back-off.ts";

/** `more`: go on at once. `idle`: nothing to do now, come back after the loop's pause. */
export type RoundResult = "more" | "idle";

export interface Rounds {
  /** True from a failed round to the next one that works. */
  failing(): boolean;
  /** No round begins any more; waits for the one that runs, but not beyond `deadlineMs`. */
  close(deadlineMs: number): Promise<void>;
}

/**
 * Does a piece of work round after round, one at a time: at once while there is more, every `idleMs` while there
 * is not, and with growing, jittered pauses while it fails. It never gives up.
 */
export function startRounds(loop: {
  readonly name: string;
  readonly idleMs: number;
  readonly work: () => Promise<RoundResult>;
  readonly random: () => number;
  readonly log: Log;
  readonly backOffCapMs?: number;
}): Rounds {
  const backOff = createBackOff(loop.random, loop.backOffCapMs);
  let closed = false;
  let failing = false;
  let pause: { readonly timer: NodeJS.Timeout; readonly end: () => void } | null = null;

  const sleep = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      pause = { timer: setTimeout(resolve, ms), end: resolve };
    });

  const round = async (): Promise<number> => {
    try {
      const result = await loop.work();
      if (failing) loop.log.info({ loop: loop.name }, "works again");
      failing = false;
      backOff.reset();
      return result === "more" ? 0 : loop.idleMs;
    } catch (error) {
      const waitMs = backOff.next();
      const fields = { err: error, loop: loop.name, waitMs: Math.round(waitMs) };
      if (!failing) loop.log.error(fields, "failed; tried again until it works");
      failing = true;
      return waitMs;
    }
  };

  const run = async (): Promise<void> => {
    for (;;) {
      const waitMs = await round();
      if (closed) return;
      await sleep(waitMs);
      if (closed) return;
    }
  };
  const running = run();

  return {
    failing: () => failing,
    async close(deadlineMs) {
      closed = true;
      clearTimeout(pause?.timer);
      pause?.end();
      let deadline: NodeJS.Timeout | undefined;
      const late = new Promise<"late">((resolve) => {
        deadline = setTimeout(() => resolve("late"), deadlineMs);
      });
      const ended = await Promise.race([running, late]);
      clearTimeout(deadline);
      // Whatever is cut off here is resent under the same batch id by the next start.
      if (ended === "late") loop.log.warn({ loop: loop.name, deadlineMs }, "did not end in time");
    },
  };
}
