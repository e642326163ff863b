/** A process that appends to a spool until it is killed, and says what is durable. */
import { openSpool } from "../../db/spool/open-spool.ts";

const [, , directory, instanceId, first] = process.argv;
if (directory === undefined || instanceId === undefined || first === undefined) {
  throw new Error("name the spool's directory, the instance and the first record");
}
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const spool = await openSpool({
  directory,
  instanceId,
  log: silent,
  limits: { ballastBytes: 0, minFreeBytes: 0, minFreeShare: 0, segmentMaxBytes: 300_000 },
});
let next = Number(first);
process.send?.({ ready: true });
for (;;) {
  const burst = 1 + (next % 97);
  for (let i = 0; i < burst; i += 1, next += 1)
    spool.append(JSON.stringify({ n: next, pad: "x".repeat(200) }));
  await spool.flushed();
  process.send?.({ durable: next });
  if (next % 5 === 0) {
    const batch = await spool.nextBatch(500);
    // Cut and left: whoever adopts it hands out the same batch.
    if (batch !== null && next % 10 === 0) await spool.stats();
  }
}
