/** A process that passes callbacks on until it is killed. */
import { randomUUID } from "node:crypto";
import { openPostgres } from "../../db/postgres/client.ts";
import { createCallbackFigures } from "../../ingest/callback-figures.ts";
import { createReceiverClient } from "../../ingest/deliver/call-receiver.ts";
import { startCallbackRelay } from "../../ingest/deliver/relay-callbacks.ts";

const [, , url, masterKey] = process.argv;
if (url === undefined || masterKey === undefined) throw new Error("name the Postgres and the key");
startCallbackRelay({
  pg: openPostgres({ kind: "url", url, max: 2 }),
  masterKey: Buffer.from(masterKey, "hex"),
  instanceId: randomUUID(),
  receivers: createReceiverClient(),
  random: () => 0,
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  figures: createCallbackFigures(),
  tickMs: 20,
});
// The relay's own timer keeps no process alive.
setInterval(() => undefined, 60_000);
