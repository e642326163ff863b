import type { Log } from "../log.ts";
import { CLOSE_WAIT_MS, settledWithin } from "../settled-within.ts";

/**
 * Does a piece of work again and again, `everyMs` after it ended. A failure is logged once until it works again.
 * `close` waits a bounded while for the round that runs.
 */
export function startLoop(loop: {
  readonly name: string;
  readonly everyMs: number;
  readonly work: () => Promise<unknown>;
  readonly log: Log;
}): { close(): Promise<void> } {
  let closed = false;
  let failing = false;
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();
  const round = async (): Promise<void> => {
    try {
      await loop.work();
      if (failing) loop.log.info({ loop: loop.name }, "works again");
      failing = false;
    } catch (error) {
      if (!failing) loop.log.error({ err: error, loop: loop.name }, "failed; tried again");
      failing = true;
    }
    if (!closed) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = round();
    }, loop.everyMs);
    timer.unref();
  };
  schedule();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await settledWithin(running, CLOSE_WAIT_MS);
    },
  };
}
