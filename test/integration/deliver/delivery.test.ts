import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { requestLine, requestRow } from "../../../db/clickhouse/rows/request-row.ts";
import { ROLLUPS } from "../../../db/clickhouse/tables.ts";
import { takeBatch } from "../../../db/postgres/outbox.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { openSpooledRequestLog } from "../../../ingest/deliver/spooled-request-log.ts";
import { startDelivery, type Delivery } from "../../../ingest/deliver/start-delivery.ts";
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
  type TestSpool,
} from "../../support/delivery-stores.ts";

const plane = sharedDataPlane();
const newId = (): string => uuidV7(Date.now(), randomBytes(10));

describe("delivery on the embedded data plane", () => {
  let stores: DeliveryStores;
  let spools: TestSpool;
  const log = collectingLog();
  const running: Delivery[] = [];

  beforeAll(async () => {
    stores = await openDeliveryStores(plane());
    spools = temporarySpool();
  });
  afterEach(async () => {
    for (const delivery of running.splice(0)) await delivery.close();
  });
  afterAll(async () => {
    await spools.close();
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
      backOffCapMs: 200,
    });
    running.push(delivery);
    return delivery;
  };
  const postgresCount = async (
    table: "outbox" | "dirty_days" | "dead_letters",
  ): Promise<number> => {
    const [row] = await stores.pg.sql`select count(*)::integer as n from ${stores.pg.sql(table)}`;
    return Number(row?.["n"]);
  };
  const settled = () =>
    eventually(async () => {
      expect(await postgresCount("outbox")).toBe(0);
      expect(await postgresCount("dirty_days")).toBe(0);
    });

  it("brings a fact into the rollup, with its cost to the nano, soon after it came", async () => {
    await start();
    await enqueue(stores.pg, [generationFact({ feature: "fast", cost: "0.123456789" })]);
    await stores.countReaches(
      "SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'fast'",
      1,
    );
    expect(
      await stores.count("SELECT sum(cost) FROM spend_by_hour_v1 WHERE feature = 'fast'"),
    ).toBe(0.123456789);
    await settled();
  });

  it("counts a batch once whose sender died between insert and finish", async () => {
    const facts = Array.from({ length: 40 }, () => generationFact({ feature: "died" }));
    await enqueue(stores.pg, facts);
    const batch = await takeBatch(stores.pg, 100, newId());
    if (batch === null) throw new Error("nothing to send");
    const rows = batch.rows.map((row) => generationRow(row.payload));
    await insertBatch(stores.ch, "generations_v1", batch.batchId, rows);

    await start();
    await settled();
    expect(await stores.count("SELECT count() FROM generations_v1 WHERE feature = 'died'")).toBe(
      40,
    );
    expect(
      await stores.count("SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'died'"),
    ).toBe(40);
  });

  it("counts facts once that come again in other cuts and mixed with later versions", async () => {
    const facts = Array.from({ length: 30 }, () =>
      generationFact({ feature: "cuts", cost: "0.100000000" }),
    );
    const corrected = facts
      .slice(0, 10)
      .map((fact) => ({ ...fact, version: 2, cost: "0.300000000" }));
    await start();
    await enqueue(stores.pg, facts.slice(0, 17));
    await settled();
    await enqueue(stores.pg, [...corrected, ...facts.slice(5, 30)]);
    await settled();
    await enqueue(stores.pg, facts);
    await settled();
    for (const rollup of ROLLUPS) {
      expect(
        await stores.count(`SELECT sum(generations) FROM ${rollup} WHERE feature = 'cuts'`),
      ).toBe(30);
      expect(
        await stores.count(`SELECT toFloat64(sum(cost)) FROM ${rollup} WHERE feature = 'cuts'`),
      ).toBeCloseTo(10 * 0.3 + 20 * 0.1, 9);
    }
  });

  it("buries the facts that no table takes, each with its reason, and sends the rest", async () => {
    const before = await postgresCount("dead_letters");
    const facts = Array.from({ length: 25 }, () => generationFact({ feature: "poison" }));
    const shapeless = generationFact({ feature: "poison", state: null });
    const overflowing = generationFact({ feature: "poison", cost: "99999999999999.000000000" });
    await enqueue(stores.pg, [
      ...facts.slice(0, 7),
      shapeless,
      ...facts.slice(7, 20),
      overflowing,
      ...facts.slice(20),
    ]);
    await start();
    await settled();
    expect(
      await stores.count("SELECT count() FROM generations_v1 FINAL WHERE feature = 'poison'"),
    ).toBe(25);
    const letters = await stores.pg.sql`select entity_id, reason from dead_letters order by id`;
    expect(letters.length - before).toBe(2);
    const reasons = new Map(
      letters.map((row) => [String(row["entity_id"]), String(row["reason"])]),
    );
    expect(reasons.get(String(shapeless["generation_id"]))).toContain("state");
    expect(reasons.get(String(overflowing["generation_id"]))).toMatch(
      /refused the row \(code \d+\)/,
    );
  });

  it("delivers request records soon, and once, whoever died after the insert", async () => {
    const spool = await spools.open("requests");
    const requestLog = openSpooledRequestLog(spool);
    for (let i = 0; i < 300; i += 1) requestLog.record(requestRecord({ feature: "spooled" }));
    await spool.flushed();
    const batch = await spool.nextBatch(100);
    if (batch === null) throw new Error("nothing to send");
    const rows = batch.records.map(({ body }) => requestRow(body, batch.batchId));
    await insertBatch(stores.ch, "requests_v1", batch.batchId, rows);
    await spool.close();

    const again = await spools.open("requests");
    const delivery = await start(again);
    await stores.countReaches("SELECT count() FROM requests_v1 WHERE feature = 'spooled'", 300);
    openSpooledRequestLog(again).record(requestRecord({ feature: "live" }));
    await stores.countReaches("SELECT count() FROM requests_v1 WHERE feature = 'live'", 1);
    await eventually(() =>
      expect(delivery.spoolFigures()).toMatchObject({
        accepted: 301,
        stored: 301,
        dead: 0,
        waiting: 0,
      }),
    );
  });

  it("keeps records that are no request records as dead letters of the spool", async () => {
    const spool = await spools.open("odd");
    spool.append("no json");
    const line = requestLine(requestRecord({ feature: "odd" }));
    spool.append(line);
    spool.append(line.replace('"status":200', '"status":"ok"'));
    spool.append(line.replace(/"at":"[^"]*"/, '"at":"+020000-01-01T00:00:00.000Z"'));
    spool.append(line.replace('"key_id"', '"key_ids"'));
    const delivery = await start(spool);
    await eventually(() =>
      expect(delivery.spoolFigures()).toMatchObject({
        accepted: 5,
        stored: 1,
        dead: 4,
        waiting: 0,
      }),
    );
    const reasons = (await spool.deadLetters(10)).map(({ reason }) => reason);
    expect(reasons).toEqual([
      "not JSON",
      ...["status", "at", "key_id"].map((name) => expect.stringContaining(`${name}: `)),
    ]);
    expect(await stores.count("SELECT count() FROM requests_v1 WHERE feature = 'odd'")).toBe(1);
  });

  it("lets one of several workers send and rebuild, and another take over when it stops", async () => {
    const first = await start();
    const second = await start();
    await enqueue(stores.pg, [generationFact({ feature: "led" })]);
    await settled();
    const owners = await stores.pg
      .sql`select owner from work_leases where name in ('outbox', 'rollups')`;
    expect(new Set(owners.map((row) => String(row["owner"]))).size).toBeGreaterThan(0);
    await first.close();
    await enqueue(stores.pg, [generationFact({ feature: "led" })]);
    await settled();
    expect(
      await stores.count("SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'led'"),
    ).toBe(2);
    await second.close();
  });

  it("removes generations older than their workspace's retention, and their share of the rollup", async () => {
    const old = generationFact({ feature: "kept-short" });
    await start();
    await enqueue(stores.pg, [old]);
    await settled();
    expect(
      await stores.count("SELECT count() FROM generations_v1 WHERE feature = 'kept-short'"),
    ).toBe(1);
    for (const delivery of running.splice(0)) await delivery.close();
    await stores.pg.sql`update workspaces set generation_retention_days = 30 where id = 'default'`;
    try {
      const delivery = await startDelivery({
        pg: stores.pg,
        ch: stores.ch,
        clickhouseUrl: stores.url,
        spool: null,
        sendsFacts: true,
        instanceId: randomUUID(),
        log,
        now: () => Date.parse("2026-06-01T00:00:00Z"),
      });
      running.push(delivery);
      await stores.countReaches(
        "SELECT count() FROM generations_v1 FINAL WHERE feature = 'kept-short'",
        0,
      );
      await stores.countReaches(
        "SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'kept-short'",
        0,
      );
    } finally {
      await stores.pg
        .sql`update workspaces set generation_retention_days = null where id = 'default'`;
    }
  });
});
