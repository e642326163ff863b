import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { LiveFrame } from "../../../api/contract/live.ts";
import { MAX_WATCHERS } from "../../../api/live/live-hub.ts";
import { listen, type Listening } from "../../../server/listen.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { readEvents, type EventReader } from "../../support/event-reader.ts";
import { bookJob, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { ADMIN_TOKEN, apiUnderTest, newToken, newWorkspace } from "./api-under-test.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;
let server: Server;
let workspace: string;
let token: string;

interface Server {
  readonly door: Listening;
  readonly ending: AbortController;
}

async function startServer(): Promise<Server> {
  const ending = new AbortController();
  const api = apiUnderTest(stores, { stopping: ending.signal });
  const door = await listen((request, env) => api.app.fetch(request, env), {
    host: "127.0.0.1",
    port: 0,
  });
  return { door, ending };
}

async function stopServer({ door, ending }: Server): Promise<void> {
  ending.abort();
  await door.close();
}

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  server = await startServer();
}, 60_000);
afterAll(async () => {
  await stopServer(server);
  await stores.close();
});
beforeEach(async () => {
  workspace = await newWorkspace(stores.pg);
  token = (await newToken(apiUnderTest(stores), workspace, "viewer")).token;
});

async function watch(options: { bearer?: string; query?: string } = {}): Promise<EventReader> {
  const url = `${server.door.url}/api/v1/live${options.query ?? ""}`;
  const headers = { authorization: `Bearer ${options.bearer ?? token}` };
  return readEvents(await fetch(url, { headers }));
}

const RUNNING = {
  state: "running",
  finishedAt: null,
  settledAt: null,
  firstDownloadedAt: null,
  cost: "0.4",
  costBasis: "estimate",
} as const;

const admit = (progress = 0) =>
  bookJob(stores.pg, workspace, new Date().toISOString(), { ...RUNNING, progress });

async function settle(id: string, state = "succeeded"): Promise<void> {
  await stores.pg.sql`update jobs set state = ${state}, settled_at = now(), cost_basis = 'rate_card'
    where generation_id = ${id}`;
}

const jobIn = (frame: LiveFrame, id: string) => frame.jobs.find((job) => job.id === id);

describe("whoever watches", () => {
  it("sees what runs, what is held, each move, and the end with its cost", async () => {
    const id = await admit(10);
    const events = await watch();
    const first = await events.next();
    expect(first).toMatchObject({
      full: true,
      in_flight: 1,
      held: [{ currency: "USD", amount: "0.400000000" }],
      unpriced: 0,
      current: true,
      jobs: [{ id, status: "running", progress: 10, ended_at: null, estimate: "0.400000000" }],
    });
    await stores.pg.sql`update jobs set progress = 60 where generation_id = ${id}`;
    const moved = await events.until((frame) => jobIn(frame, id)?.progress === 60);
    expect(moved.full).toBe(false);
    await settle(id, "failed");
    const ended = await events.until((frame) => jobIn(frame, id)?.status === "failed");
    expect(ended).toMatchObject({ in_flight: 0, held: [] });
    expect(jobIn(ended, id)).toMatchObject({ cost: { amount: "0.400000000", basis: "rate_card" } });
    const counts = (name: "arrived" | "settled" | "failed") =>
      ended.minutes.reduce((sum, minute) => sum + minute[name], 0);
    expect([counts("arrived"), counts("settled"), counts("failed")]).toEqual([1, 1, 1]);
    await events.close();
  });

  it("hears that a job was lost sight of, though nothing settled it", async () => {
    const id = await admit();
    const events = await watch();
    await events.until((frame) => jobIn(frame, id) !== undefined);
    await stores.pg
      .sql`update jobs set state = 'lost', lost_at = now() where generation_id = ${id}`;
    const lost = await events.until((frame) => jobIn(frame, id)?.status === "lost");
    expect(jobIn(lost, id)?.ended_at).not.toBeNull();
    await events.close();
  });

  it("gets the yardstick of a model from twenty clips on", async () => {
    for (let clip = 0; clip < 20; clip += 1) {
      await bookJob(stores.pg, workspace, new Date(Date.now() - 600_000).toISOString());
    }
    const events = await watch({ query: "?seconds=0" });
    const frame = await events.next();
    expect(frame?.yardsticks).toEqual([{ model: "sora-2", p95_ms: 62_000, clips: 20 }]);
    expect(await events.next()).toBeNull();
  });

  it("sees nothing of another workspace", async () => {
    const other = await newWorkspace(stores.pg);
    const bearer = (await newToken(apiUnderTest(stores), other, "owner")).token;
    await admit();
    const events = await watch({ bearer, query: "?seconds=0" });
    expect(await events.next()).toMatchObject({ in_flight: 0, held: [], jobs: [], minutes: [] });
  });
});

describe("the stream", () => {
  it("tells a slow reader what is true now, and keeps nothing for it", async () => {
    const id = await admit(1);
    const api = apiUnderTest(stores);
    const ask = () =>
      api.app.request("/api/v1/live", { headers: { authorization: `Bearer ${token}` } });
    const [slow, quick] = [readEvents(await ask()), readEvents(await ask())];
    await slow.next();
    for (const progress of [20, 40, 60, 80]) {
      await stores.pg.sql`update jobs set progress = ${progress} where generation_id = ${id}`;
      await quick.until((frame) => jobIn(frame, id)?.progress === progress);
    }
    const seen: unknown[] = [];
    await slow.until((frame) => {
      seen.push(jobIn(frame, id)?.progress);
      return seen.at(-1) === 80;
    });
    expect(seen.length).toBeLessThan(4);
    await Promise.all([slow.close(), quick.close()]);
  });

  it("ends when the server stops, and begins anew with everything after a restart", async () => {
    const id = await admit();
    const events = await watch();
    await events.next();
    await stopServer(server);
    expect(await events.next()).toBeNull();
    server = await startServer();
    const again = await watch();
    const frame = await again.next();
    expect(frame).toMatchObject({ full: true, in_flight: 1, jobs: [{ id }] });
    await again.close();
  });

  it("is refused beyond a number of them, and free again when others leave", async () => {
    const open: EventReader[] = [];
    for (let each = 0; each < MAX_WATCHERS; each += 1) open.push(await watch());
    expect((await watch()).status).toBe(429);
    for (const events of open) await events.close();
    await expect.poll(async () => (await watch({ query: "?seconds=0" })).status).toBe(200);
  });

  it("ends within seconds for a key that was revoked, and tells it nothing afterwards", async () => {
    const mine = await newToken(apiUnderTest(stores), workspace, "viewer");
    const reader = await watch({ bearer: mine.token });
    await reader.next();
    const headers = { "reelmeter-workspace": workspace };
    const path = `/api/v1/keys/${mine.id}`;
    const gone = await apiUnderTest(stores).call("DELETE", path, { token: ADMIN_TOKEN, headers });
    expect(gone.status).toBe(200);
    const revokedMs = performance.now();
    let told = 0;
    while ((await reader.next()) !== null) {
      await admit();
      told += 1;
    }
    expect(performance.now() - revokedMs).toBeLessThan(20_000);
    expect(told).toBeLessThan(20);
    expect((await watch({ bearer: mine.token, query: "?seconds=0" })).status).toBe(401);
  });

  it("says that it is there while nothing happens", async () => {
    const other = await newWorkspace(stores.pg);
    const { token: bearer } = await newToken(apiUnderTest(stores), other, "viewer");
    const { body } = await apiUnderTest(stores).app.request("/api/v1/live", {
      headers: { authorization: `Bearer ${bearer}` },
    });
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("event: beat\ndata: {}\n\n")) {
      const { value, done } = (await reader?.read()) ?? { done: true };
      if (done) throw new Error(`the stream ended: ${text}`);
      text += value;
    }
    await reader?.cancel();
    expect(text.match(/event: jobs/g)).toHaveLength(1);
  });

  it("names the field of a length that makes no sense", async () => {
    const api = apiUnderTest(stores);
    const refused = await api.call("GET", "/api/v1/live?seconds=999", { token });
    expect(refused.body).toMatchObject({ status: 400, errors: [{ field: "seconds" }] });
  });
});
