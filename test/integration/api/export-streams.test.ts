import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { generationSlices } from "../../../api/exports/generation-slices.ts";
import { newIdAt } from "../../../api/http/new-id.ts";
import { loadHistory } from "../../../db/clickhouse/bulk-load.ts";
import type { ClickHouse } from "../../../db/clickhouse/client.ts";
import { generationRow } from "../../../db/clickhouse/rows/generation-row.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { listen, type Listening } from "../../../server/listen.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { eventually, generationFact } from "../../support/delivery-stores.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const plane = sharedDataPlane();
const FROM_MS = Date.parse("2026-03-01T00:00:00Z");
const ROWS = 4_000;
const QUERY = "from=2026-03-01&to=2026-04-01&tz=UTC";
let stores: AnalyticStores;
let workspaceId: string;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  workspaceId = await newWorkspace(stores.pg);
  // Every fifth shares its millisecond with the one before it; the first hundred stand there in two versions.
  const generations = Array.from({ length: ROWS }, (_, index) => {
    const atMs = FROM_MS + (index - (index % 5 === 0 ? 1 : 0)) * 60_000 + 60_000;
    return generationFact({
      workspace_id: workspaceId,
      generation_id: uuidV7(atMs, randomBytes(10)),
    });
  });
  for (const version of [1, 2]) {
    await loadHistory(stores.ch, {
      batchId: randomUUID(),
      generations: generations
        .slice(0, version === 1 ? ROWS : 100)
        .map((fact) => generationRow({ ...fact, version })),
      revenue: [],
    });
  }
}, 60_000);
afterAll(async () => {
  await stores.close();
});

/** The same store, with a look at each question before it is asked. */
function watched(before: () => void): ClickHouse {
  const { client } = stores.ch;
  const asking = new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...input: unknown[]) => {
        if (name === "query") before();
        return Reflect.apply(member, target, input) as unknown;
      };
    },
  });
  return { ...stores.ch, client: asking };
}

async function served(ch: ClickHouse): Promise<{
  readonly api: ApiUnderTest;
  readonly port: Listening;
  readonly get: (path: string, signal?: AbortSignal) => Promise<Response>;
}> {
  const api = apiUnderTest({ pg: stores.pg, ch });
  const { token } = await newToken(api, workspaceId, "viewer");
  const port = await listen(api.app.fetch, { host: "127.0.0.1", port: 0 });
  return {
    api,
    port,
    get: (path, signal) =>
      fetch(`${port.url}/api/v1/export/${path}?${QUERY}`, {
        headers: { authorization: `Bearer ${token}` },
        ...(signal === undefined ? {} : { signal }),
      }),
  };
}

describe("an export's stream", () => {
  it("gives each generation once, in slices no larger than asked for, whatever shares a millisecond", async () => {
    const { deps } = apiUnderTest(stores);
    const ctx = {
      deps,
      workspaceId,
      caller: { kind: "token", id: "t", workspaceId, role: "viewer" } as never,
      requestId: "r",
      ip: null,
      nowMs: FROM_MS,
      newId: () => newIdAt(FROM_MS),
    };
    const range = { fromMs: FROM_MS, toMs: FROM_MS + 31 * 86_400_000 };
    const scope = { workspaceId, range, filters: [], search: null, chargedOnly: false };
    const ids: string[] = [];
    let slices = 0;
    for await (const { rows } of generationSlices(ctx, scope, 7)) {
      expect(rows.length).toBeLessThanOrEqual(7);
      ids.push(...rows.map((row) => row.generation_id));
      slices += 1;
      if (slices === 30) break;
    }
    expect(new Set(ids).size).toBe(ids.length);
    const whole: string[] = [];
    for await (const { rows } of generationSlices(ctx, scope)) {
      whole.push(...rows.map((row) => row.generation_id));
    }
    expect(whole).toHaveLength(ROWS);
    expect(new Set(whole).size).toBe(ROWS);
    expect(whole.slice(0, ids.length)).toEqual(ids);
  });

  it("asks for more only as its client reads, and stops when the client leaves", async () => {
    let questions = 0;
    const { port, get } = await served(watched(() => (questions += 1)));
    const gone = new AbortController();
    const answer = await get("generations.csv", gone.signal);
    const reader = answer.body?.getReader();
    await reader?.read();
    // The row of names, then at most what fits into the buffers between: far from all slices.
    await eventually(() => expect(questions).toBeGreaterThan(1));
    gone.abort();
    await port.close();
    const asked = questions;
    const { port: other, get: again } = await served(watched(() => (questions += 1)));
    questions = 0;
    expect((await (await again("generations.csv")).text()).split("\r\n")).toHaveLength(ROWS + 2);
    await other.close();
    expect(asked).toBeLessThan(questions);
  });

  it.each(["generations.csv", "generations.parquet", "focus.csv"])(
    "is cut, not ended, when the store fails in the middle of %s",
    async (path) => {
      let left = Number.POSITIVE_INFINITY;
      const { api, port, get } = await served(
        watched(() => {
          left -= 1;
          if (left < 0) throw new Error("the store is gone");
        }),
      );
      // Past the first group of rows of a Parquet file, before the last slice of any.
      left = 13;
      const answer = await get(path);
      expect(answer.status).toBe(200);
      await expect(answer.arrayBuffer()).rejects.toThrow("terminated");
      await eventually(() => expect(api.logged.join("\n")).toContain("export cut off"));
      left = 0;
      const refused = await get(path);
      expect(refused.status).toBe(503);
      expect(await refused.text()).not.toContain("the store is gone");
      await port.close();
    },
  );
});
