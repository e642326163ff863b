import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startDelivery } from "../../../ingest/deliver/start-delivery.ts";
import { collectingLog } from "../../support/books.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import {
  enqueue,
  eventually,
  generationFact,
  openDeliveryStores,
  temporarySpool,
  type DeliveryStores,
} from "../../support/delivery-stores.ts";

const ROUNDS = 6;
const FACTS_PER_ROUND = 60;
const child = fileURLToPath(new URL("../../support/delivery-child.ts", import.meta.url));
const plane = sharedDataPlane();

describe("a delivering process that is killed", () => {
  let stores: DeliveryStores;
  const spools = temporarySpool();
  beforeAll(async () => {
    stores = await openDeliveryStores(plane());
  });
  afterAll(async () => {
    await spools.close();
    await stores.close();
  });

  it("leaves nothing lost and nothing counted twice, wherever the kill came", async () => {
    const { host, port, user, database } = plane().plane.postgres;
    const postgres = JSON.stringify({ kind: "embedded", host, port, user, database });
    let acknowledged = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const process = fork(child, [postgres, stores.url, spools.directory, "killed"], {
        execArgv: ["--import", "tsx"],
      });
      const said = { durable: 0 };
      process.on("message", (message: { durable: number }) => {
        said.durable = message.durable;
      });
      await once(process, "message");
      await enqueue(
        stores.pg,
        Array.from({ length: FACTS_PER_ROUND }, () => generationFact({ feature: "killed" })),
      );
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 900));
      const exited = once(process, "exit");
      process.kill("SIGKILL");
      await exited;
      acknowledged += said.durable;
    }
    const spool = await spools.open("survivor");
    const delivery = await startDelivery({
      pg: stores.pg,
      ch: stores.ch,
      clickhouseUrl: stores.url,
      spool,
      sendsFacts: true,
      instanceId: randomUUID(),
      log: collectingLog(),
      now: Date.now,
    });
    const facts = ROUNDS * FACTS_PER_ROUND;
    await stores.countReaches(
      "SELECT sum(generations) FROM spend_by_hour_v1 WHERE feature = 'killed'",
      facts,
    );
    await eventually(() => expect(delivery.spoolFigures()?.waiting).toBe(0));
    await delivery.close();
    const { accepted, stored, dead } = await spool.stats();
    expect(accepted).toBeGreaterThanOrEqual(acknowledged);
    expect({ stored, dead }).toEqual({ stored: accepted, dead: 0 });
    const requests = (what: string) =>
      stores.count(`SELECT ${what} FROM requests_v1 WHERE feature = 'killed'`);
    expect(await requests("uniqExact(request_id)")).toBe(accepted);
    expect(await requests("count()")).toBe(accepted);
    expect(
      await stores.count("SELECT count() FROM generations_v1 FINAL WHERE feature = 'killed'"),
    ).toBe(facts);
  });
});
