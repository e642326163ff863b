import {
  claimDueDeliveries,
  finishTry,
  type DueDelivery,
} from "../../db/postgres/callbacks/due-deliveries.ts";
import type { Postgres } from "../../db/postgres/client.ts";
import { openSecret, SecretBoxError } from "../../db/postgres/secret-box.ts";
import type { CallbackFigures } from "../callback-figures.ts";
import { callbackSeal } from "../callback-seal.ts";
import type { Log } from "../log.ts";
import { startLoop } from "../settle/start-loop.ts";
import { CLOSE_WAIT_MS, settledWithin } from "../settled-within.ts";
import { RECEIVER_MS, type ReceiverClient } from "./call-receiver.ts";
import { relayDelay } from "./callback-schedule.ts";

export const RELAY_TICK_MS = 1_000;
const MAX_UNDER_WAY = 32;
/** Longer than any try: a lease that runs out belonged to a process that is gone. */
export const RELAY_LEASE_MS = 4 * RECEIVER_MS;

export interface CallbackRelayDeps {
  readonly pg: Postgres;
  /** Opens the addresses. 32 bytes. */
  readonly masterKey: Uint8Array;
  readonly instanceId: string;
  readonly receivers: ReceiverClient;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  readonly figures: CallbackFigures;
  readonly tickMs?: number;
}

export interface CallbackRelay {
  /** Makes the tries that are due now and waits for them. @returns how many. */
  round(): Promise<number>;
  /** Waits a bounded while for the tries under way. */
  close(): Promise<void>;
}

/**
 * Passes on what providers sent to the clients' own addresses: as it came, at least once, with growing pauses for about a
 * day. A receiver that hangs keeps its own tries waiting and nobody else's.
 */
export function startCallbackRelay(deps: CallbackRelayDeps): CallbackRelay {
  const underWay = new Set<Promise<void>>();
  const begin = async (): Promise<readonly Promise<void>[]> => {
    const limit = MAX_UNDER_WAY - underWay.size;
    if (limit === 0) return [];
    const due = await claimDueDeliveries(deps.pg, {
      owner: deps.instanceId,
      limit,
      leaseMs: RELAY_LEASE_MS,
    });
    return due.map((delivery) => {
      const work = tryOnce(deps, delivery)
        .catch((error: unknown) => {
          const { id } = delivery;
          deps.log.warn({ err: error, deliveryId: id }, "a callback's try was not written");
        })
        .finally(() => underWay.delete(work));
      underWay.add(work);
      return work;
    });
  };
  const loop = startLoop({
    name: "callbacks",
    everyMs: deps.tickMs ?? RELAY_TICK_MS,
    work: begin,
    log: deps.log,
  });
  return {
    async round() {
      const begun = await begin();
      await Promise.all(begun);
      return begun.length;
    },
    async close() {
      await loop.close();
      await settledWithin(Promise.all(underWay), CLOSE_WAIT_MS);
    },
  };
}

async function tryOnce(deps: CallbackRelayDeps, delivery: DueDelivery): Promise<void> {
  const { id, generationId } = delivery;
  const url = addressOf(deps.masterKey, delivery);
  const answer =
    url === null
      ? { status: null, fault: "address_unreadable" }
      : await deps.receivers.call(url, delivery.headers, delivery.body);
  const delivered = answer.fault === null;
  const delayMs = delivered ? null : relayDelay(delivery.tries + 1, deps.random());
  const kept = await finishTry(deps.pg, {
    id,
    owner: deps.instanceId,
    ...answer,
    delivered,
    delayMs,
  });
  if (!kept) return;
  if (delivered) {
    deps.figures.delivered += 1;
    return;
  }
  deps.figures.failedTries += 1;
  if (delayMs !== null) return;
  deps.figures.gaveUp += 1;
  deps.log.warn(
    { deliveryId: id, generationId, ...answer },
    "a callback was not taken by its receiver and is given up",
  );
}

/** Null when another master key sealed it, or it is gone. */
function addressOf(masterKey: Uint8Array, delivery: DueDelivery): URL | null {
  if (delivery.urlSealed === null) return null;
  try {
    return new URL(openSecret(masterKey, callbackSeal(delivery), delivery.urlSealed));
  } catch (error) {
    if (error instanceof SecretBoxError) return null;
    throw error;
  }
}
