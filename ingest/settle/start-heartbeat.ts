import { beat, signOff } from "../../db/postgres/instances.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import type { Log } from "../log.ts";
import { CLOSE_WAIT_MS, settledWithin } from "../settled-within.ts";

export const HEARTBEAT_MS = 5_000;
/** A process silent for so long is dead: its open creates are looked for at their upstreams. */
export const INSTANCE_STALE_MS = 30_000;

/**
 * Registers this process and says that it is alive. Start it before the first create is admitted.
 * @throws when the first beat can't be written.
 */
export async function startHeartbeat(deps: {
  readonly pg: Postgres;
  readonly instanceId: string;
  readonly log: Log;
  readonly everyMs?: number;
}): Promise<{ close(): Promise<void> }> {
  await beat(deps.pg, deps.instanceId);
  let closed = false;
  let timer: NodeJS.Timeout;
  let running: Promise<void> = Promise.resolve();
  const again = async (): Promise<void> => {
    try {
      await beat(deps.pg, deps.instanceId);
    } catch (error) {
      deps.log.warn({ err: error }, "heartbeat not written");
    }
    if (!closed) schedule();
  };
  const leave = async (): Promise<void> => {
    try {
      await signOff(deps.pg, deps.instanceId);
    } catch (error) {
      deps.log.warn({ err: error }, "could not sign off; the heartbeat will go stale instead");
    }
  };
  const schedule = (): void => {
    timer = setTimeout(() => {
      running = again();
    }, deps.everyMs ?? HEARTBEAT_MS);
    timer.unref();
  };
  schedule();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await settledWithin(running.then(leave), CLOSE_WAIT_MS);
    },
  };
}
