/** A process that delivers from one Postgres and one spool to one ClickHouse until it is killed. */
import { randomUUID } from "node:crypto";
import { openClickHouse } from "../../db/clickhouse/client.ts";
import { openPostgres, type PostgresOptions } from "../../db/postgres/client.ts";
import { openSpool } from "../../db/spool/open-spool.ts";
import { openSpooledRequestLog } from "../../ingest/deliver/spooled-request-log.ts";
import { startDelivery } from "../../ingest/deliver/start-delivery.ts";
import { requestRecord, SMALL_SPOOL } from "./delivery-stores.ts";

const [, , postgres, url, directory, feature] = process.argv;
if (
  postgres === undefined ||
  url === undefined ||
  directory === undefined ||
  feature === undefined
) {
  throw new Error("name the Postgres, the ClickHouse, the spool's directory and the feature");
}
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const instanceId = randomUUID();
const spool = await openSpool({ directory, instanceId, log, limits: SMALL_SPOOL });
const requestLog = openSpooledRequestLog(spool);
await startDelivery({
  pg: openPostgres(JSON.parse(postgres) as PostgresOptions),
  ch: openClickHouse({ url, cluster: null }),
  clickhouseUrl: url,
  spool,
  sendsFacts: true,
  instanceId,
  log,
  now: Date.now,
});
let durable = 0;
for (;;) {
  const burst = 1 + ((durable * 7) % 60);
  for (let i = 0; i < burst; i += 1) requestLog.record(requestRecord({ feature }));
  await spool.flushed();
  durable += burst;
  process.send?.({ durable });
  await new Promise((resolve) => setTimeout(resolve, 5));
}
