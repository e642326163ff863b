import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClickHouse, type ClickHouse } from "../../../db/clickhouse/client.ts";
import { openSpooledRequestLog } from "../../../ingest/deliver/spooled-request-log.ts";
import { startDelivery } from "../../../ingest/deliver/start-delivery.ts";
import { collectingLog } from "../../support/books.ts";
import { openRelay, type CuttableRelay } from "../../support/cuttable-relay.ts";
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

describe("delivery while ClickHouse is away", () => {
  let stores: DeliveryStores;
  let relay: CuttableRelay;
  let through: ClickHouse;
  let url: string;
  const spools = temporarySpool();
  const log = collectingLog();

  beforeAll(async () => {
    stores = await openDeliveryStores(plane());
    const address = new URL(stores.url);
    relay = await openRelay(Number(address.port));
    address.port = String(relay.port);
    url = address.href;
    through = openClickHouse({ url, cluster: null });
  });
  afterAll(async () => {
    await spools.close();
    await through.close();
    await relay.close();
    await stores.close();
  });

  const start = (spool: Parameters<typeof startDelivery>[0]["spool"]) =>
    startDelivery({
      pg: stores.pg,
      ch: through,
      clickhouseUrl: url,
      spool,
      sendsFacts: true,
      instanceId: randomUUID(),
      log,
      now: Date.now,
      backOffCapMs: 300,
    });

  it("starts without it, and loses and doubles nothing of what came before, during and after", async () => {
    relay.cut();
    const spool = await spools.open("away");
    const requestLog = openSpooledRequestLog(spool);
    const delivery = await start(spool);
    expect(delivery.migrated()).toBe(false);
    let records = 0;
    let facts = 0;
    const load = async (): Promise<void> => {
      for (let i = 0; i < 700; i += 1) requestLog.record(requestRecord({ feature: "away" }));
      records += 700;
      await enqueue(
        stores.pg,
        Array.from({ length: 40 }, () => generationFact({ feature: "away" })),
      );
      facts += 40;
    };
    await load();
    relay.restore();
    await eventually(() => expect(delivery.migrated()).toBe(true));
    // Answers that get lost leave a sender that does not know whether its batch went in.
    for (let round = 0; round < 3; round += 1) {
      relay.swallowAnswers();
      await load();
      await eventually(() => expect(delivery.spoolFigures()?.waiting).toBeGreaterThan(0));
      relay.restore();
      await load();
      relay.cut();
      await load();
      relay.restore();
    }
    await stores.countReaches(
      "SELECT uniqExact(request_id) FROM requests_v1 WHERE feature = 'away'",
      records,
    );
    await eventually(() =>
      expect(delivery.spoolFigures()).toMatchObject({
        accepted: records,
        stored: records,
        waiting: 0,
        dead: 0,
      }),
    );
    await stores.countReaches(
      "SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'away'",
      facts,
    );
    expect(await stores.count("SELECT count() FROM requests_v1 WHERE feature = 'away'")).toBe(
      records,
    );
    expect(await stores.count("SELECT count() FROM generations_v1 WHERE feature = 'away'")).toBe(
      facts,
    );
    await delivery.close();
  });

  it("ends within its deadline while ClickHouse swallows answers, and the next start finishes the work", async () => {
    const spool = await spools.open("hung");
    const requestLog = openSpooledRequestLog(spool);
    const delivery = await start(spool);
    relay.swallowAnswers();
    for (let i = 0; i < 50; i += 1) requestLog.record(requestRecord({ feature: "hung" }));
    await spool.flushed();
    await stores.countReaches("SELECT count() FROM requests_v1 WHERE feature = 'hung'", 50);
    const startedAt = performance.now();
    await delivery.close();
    // The request itself would wait for a minute.
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    relay.restore();
    const next = await start(spool);
    await eventually(() => expect(next.spoolFigures()).toMatchObject({ stored: 50, waiting: 0 }));
    expect(await stores.count("SELECT count() FROM requests_v1 WHERE feature = 'hung'")).toBe(50);
    await next.close();
  });
});
