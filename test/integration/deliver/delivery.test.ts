import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { takeBatch } from "../../../db/postgres/outbox.ts";
import { startDelivery, type Delivery } from "../../../ingest/deliver/start-delivery.ts";
import { openSpooledRequestLog } from "../../../ingest/deliver/spooled-request-log.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import {
  enqueue,
  eventually,
  generationFact,
  openDeliveryStores,
  requestRecord,
  temporarySpool,
  type DeliveryStores,
} from "../../support/delivery-stores.ts";

const plane = sharedDataPlane();

describe("delivery on the embedded data plane", () => {
  let stores: DeliveryStores;
  const log = collectingLog();
  const running: Delivery[] = [];

  beforeAll(async () => {
    stores = await openDeliveryStores(plane());
  });
  afterAll(async () => {
    for (const delivery of running) await delivery.close();
    await stores.close();
  });

  const start = async (spool: Parameters<typeof startDelivery>[0]["spool"] = null) => {
    const { pg, ch, url } = stores;
    const delivery = await startDelivery({
      pg,
      ch,
      clickhouseUrl: url,
      spool,
      sendsFacts: true,
      instanceId: randomUUID(),
      log,
      now: Date.now,
    });
    running.push(delivery);
    return delivery;
  };

  it("brings a fact into the rollup, with its cost to the nano, within five seconds", async () => {
    const delivery = await start();
    const startedAt = performance.now();
    await enqueue(stores.pg, [generationFact({ feature: "fast", cost: "0.123456789" })]);
    await stores.countReaches(
      "SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'fast'",
      1,
    );
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    expect(
      await stores.count("SELECT sum(cost) FROM spend_by_hour_v1 WHERE feature = 'fast'"),
    ).toBe(0.123456789);
    await delivery.close();
  });
});
