import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCallbackStack, type CallbackStack } from "../../support/callback-stack.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const child = fileURLToPath(new URL("../../support/callback-relay-child.ts", import.meta.url));

describe("a process that is killed while it passes a callback on", () => {
  let server: PostgresServer;
  let calls: CallbackStack;
  beforeAll(async () => {
    server = await withPostgres("server");
    calls = await openCallbackStack(server);
  });
  afterAll(async () => {
    await calls.close();
    await server.close();
  });

  it("leaves it to the next one, which sends the same bytes under the same id once its lease is over", async () => {
    const { generationId, ownUrl } = await calls.create("kling");
    const sent = '{ "id" : "1" }\n';
    expect((await calls.send(ownUrl, sent, calls.signed(sent, "msg_1"))).status).toBe(200);
    await calls.door.drain();

    calls.receiver.mode = "hang";
    const options = server.lastOptions();
    if (options.kind !== "url") throw new Error("a server has a url");
    const masterKey = Buffer.from(calls.stack.masterKey).toString("hex");
    const worker = fork(child, [options.url, masterKey], { execArgv: ["--import", "tsx"] });
    const gone = once(worker, "exit");
    await calls.receiver.came(1);
    worker.kill("SIGKILL");
    await gone;

    expect(await calls.deliveries(generationId)).toMatchObject([{ state: "waiting", tries: 0 }]);
    expect(await calls.relay.round()).toBe(0);
    await calls.stack.pg
      .sql`update callback_deliveries set lease_until = now() - interval '1 second'`;
    calls.receiver.mode = 200;
    expect(await calls.relay.round()).toBe(1);
    expect(
      calls.receiver.calls.map(({ headers, body }) => [headers["webhook-id"], body.toString()]),
    ).toEqual([
      ["msg_1", sent],
      ["msg_1", sent],
    ]);
    expect(await calls.deliveries(generationId)).toMatchObject([{ state: "delivered", tries: 1 }]);
  });
});
