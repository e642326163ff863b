import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Simulator } from "../../../simulator/create-simulator.ts";
import { openRelay, type CuttableRelay } from "../../support/cuttable-relay.ts";
import {
  CLIP,
  countedOf,
  createUntilRefused,
  limitGenerations,
} from "../../support/quota-limits.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { ended } from "../../support/system-clips.ts";
import { listAll } from "../../support/system-load.ts";
import { booksHold } from "../../support/system-questions.ts";
import { openSimulator, sdk, setUp } from "../../support/system-stack.ts";
import { openSystemStores, type SystemStores } from "../../support/system-stores.ts";

const LIMIT = 20;
const KNOWN = 4;
const AT_ONCE = 12;
const WARM_ROUNDS = 10;
const WAIT = { timeout: 60_000, interval: 50 };
const TEST_MS = 120_000;

describe("while Postgres is away from a server under a limit", () => {
  let stores: SystemStores;
  let relay: CuttableRelay;
  let simulator: Simulator;
  let server: RunningServer;
  let key: string;
  beforeAll(async () => {
    stores = await openSystemStores();
    const database = new URL(stores.env["DATABASE_URL"] ?? "");
    relay = await openRelay(Number(database.port));
    database.port = String(relay.port);
    simulator = openSimulator({ generationMs: { minMs: 0, maxMs: 200 } });
    const { url } = await simulator.listen();
    const env = { ...stores.env, DATABASE_URL: database.href };
    server = await startServer({ env });
    ({ key } = await setUp(server, url));
    for (const feature of ["cut", "mute"]) await limitGenerations(server, LIMIT, { feature });
    await server.kill();
    // A server knows all rules from its start.
    server = await startServer({ env, dataDir: server.dataDir });
  });
  afterAll(async () => {
    await server.stop();
    await simulator.close();
    await relay.close();
    await stores.close();
  });

  const clientOf = (feature: string): OpenAI =>
    sdk(server.url, key, { "reelmeter-feature": feature });
  const createsSeen = () => simulator.control.counters().requestsByRoute.create ?? 0;

  /** Creates that are all refused: none reaches the upstream, each may come again after a while. */
  async function refusedCreates(client: OpenAI, count: number): Promise<void> {
    const seen = createsSeen();
    const answers = await Promise.all(
      Array.from({ length: count }, () =>
        client.videos.create(CLIP).catch((error: unknown) => error),
      ),
    );
    for (const answer of answers) {
      if (!(answer instanceof OpenAI.APIError))
        throw new Error("a create passed", { cause: answer });
      expect(answer.status).toBe(503);
      expect(Number(answer.headers?.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(createsSeen()).toBe(seen);
  }

  async function knownClips(client: OpenAI): Promise<readonly string[]> {
    const clips = Array.from({ length: KNOWN }, () => client.videos.create(CLIP));
    return (await Promise.all(clips)).map(({ id }) => id);
  }

  /** Creates one clip as soon as that is possible again. */
  async function untilAdmitted(client: OpenAI): Promise<void> {
    await expect
      .poll(
        () =>
          client.videos.create(CLIP).then(
            () => 200,
            (error: unknown) => statusOf(error),
          ),
        WAIT,
      )
      .toBe(200);
  }

  /** Creates under no limit: the driver sends an admission whole only where it has sent one before. */
  async function warmUp(): Promise<number> {
    for (let round = 0; round < WARM_ROUNDS; round += 1) await knownClips(clientOf("warm"));
    return WARM_ROUNDS * KNOWN;
  }

  const heldRows = async (): Promise<number> => {
    const rows = await stores.sql`select 1 from jobs where state = 'held'`;
    return rows.length;
  };

  const counted = async (feature: string) => {
    await listAll({ client: () => clientOf(feature) });
    return countedOf(server, feature);
  };

  it(
    "creates are refused with 503 and never sent, polls and downloads go on, and the limit is exact afterwards",
    async () => {
      const client = clientOf("cut");
      const before = simulator.ledger().length;
      const known = await knownClips(client);
      relay.cut();
      await refusedCreates(client, AT_ONCE);
      for (const id of known) {
        expect((await ended(client, id)).status).toBe("completed");
        expect((await client.videos.downloadContent(id)).status).toBe(200);
      }
      await refusedCreates(client, AT_ONCE);
      relay.restore();
      await untilAdmitted(client);
      await createUntilRefused(client);
      expect(simulator.ledger().length - before).toBe(LIMIT);
      await expect.poll(() => counted("cut"), WAIT).toEqual({ used: LIMIT, held: 0 });
      await booksHold(server);
    },
    TEST_MS,
  );

  it(
    "admissions whose answers were lost are taken back, and the limit is exact afterwards",
    async () => {
      const client = clientOf("mute");
      let before = simulator.ledger().length;
      await knownClips(client);
      await expect.poll(() => counted("mute"), WAIT).toEqual({ used: KNOWN, held: 0 });
      for (let unheard = 0; unheard === 0;) {
        before += await warmUp();
        relay.swallowAnswers();
        await refusedCreates(client, AT_ONCE);
        unheard = await heldRows();
        relay.restore();
        await untilAdmitted(clientOf("warm"));
        before += 1;
      }
      // Never more than there is room for, whatever has not been taken back yet.
      await createUntilRefused(client);
      expect(simulator.ledger().length - before).toBeLessThanOrEqual(LIMIT);
      await expect
        .poll(async () => {
          const { used, held } = await counted("mute");
          return { held, used, made: simulator.ledger().length - before };
        }, WAIT)
        .toSatisfy(({ held, used, made }) => held === 0 && used === made);
      await createUntilRefused(client);
      expect(simulator.ledger().length - before).toBe(LIMIT);
      await expect.poll(() => counted("mute"), WAIT).toEqual({ used: LIMIT, held: 0 });
      await booksHold(server);
    },
    TEST_MS,
  );
});

function statusOf(error: unknown): number | undefined {
  if (error instanceof OpenAI.APIError) return error.status;
  throw error;
}
