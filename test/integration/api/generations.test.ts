import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-04-01T12:00:00Z");
const MARCH = "from=2026-03-01&to=2026-04-01";
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function tenant() {
  const workspaceId = await newWorkspace(stores.pg);
  const { token } = await newToken(api, workspaceId, "viewer");
  const get = (path: string) => api.call("GET", `/api/v1${path}`, { token });
  return { workspaceId, get };
}

type Tenant = Awaited<ReturnType<typeof tenant>>;

/** Every id of a list, page by page. */
async function walk(who: Tenant, query: string): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, body } = await who.get(`/generations?${query}&limit=2${page}`);
    expect(status).toBe(200);
    ids.push(...(body["data"] as { id: string }[]).map(({ id }) => id));
    cursor = body["next_cursor"] as string | null;
  }
  return ids;
}

/** Seven clips: two cost the same, one is unpriced, one still runs, one is in yen. */
async function story() {
  const who = await tenant();
  const book = (day: string, change: Parameters<typeof bookJob>[3]) =>
    bookJob(stores.pg, who.workspaceId, `2026-03-${day}T10:00:00Z`, change);
  const ids = {
    cheap: await book("10", { cost: "0.1", finishedAt: new Date("2026-03-10T10:09:00Z") }),
    dear: await book("11", { cost: "2.5", finishedAt: new Date("2026-03-11T10:00:30Z") }),
    same: await book("12", { cost: "0.4" }),
    sameToo: await book("13", { cost: "0.4" }),
    unpriced: await book("14", {
      cost: null,
      currency: null,
      costBasis: "unpriced",
      unpricedReason: "no_price_for_model",
    }),
    running: await book("15", {
      state: "running",
      costBasis: "estimate",
      cost: "0.7",
      finishedAt: null,
      settledAt: null,
      firstDownloadedAt: null,
    }),
    yen: await book("16", { cost: "70", currency: "JPY" }),
  };
  await deliver(stores, who.workspaceId);
  return { who, ids };
}

describe("generations in an order", () => {
  it("by cost and by time neither skip nor repeat over pages, and have the unknown last", async () => {
    const { who, ids } = await story();
    const { cheap, dear, same, sameToo, unpriced, running, yen } = ids;
    const dearest = await walk(who, `${MARCH}&order=-cost`);
    expect(dearest).toEqual([dear, running, sameToo, same, cheap, yen, unpriced]);
    const cheapest = await walk(who, `${MARCH}&order=cost`);
    expect(cheapest).toEqual([yen, cheap, same, sameToo, running, dear, unpriced]);
    const slowest = await walk(who, `${MARCH}&order=-took`);
    expect([slowest[0], slowest.at(-2), slowest.at(-1)]).toEqual([cheap, dear, running]);
    const oldest = await walk(who, `${MARCH}&order=created`);
    expect(oldest).toEqual(Object.values(ids));
  });

  it.each(["-created", "created", "-cost", "cost", "-took", "took"])(
    "%s have the neighbours that the list shows, to both ends",
    async (order) => {
      const { who } = await story();
      const query = `${MARCH}&order=${order}`;
      const list = await walk(who, query);
      for (const [index, id] of list.entries()) {
        const { body } = await who.get(`/generations/${id}/neighbours?${query}`);
        expect(body).toEqual({
          previous: list[index - 1] ?? null,
          next: list[index + 1] ?? null,
        });
      }
    },
  );

  it("have neighbours within a filter, one on waste too", async () => {
    const { who, ids } = await story();
    await bookJob(stores.pg, who.workspaceId, "2026-03-20T10:00:00Z", { firstDownloadedAt: null });
    await bookJob(stores.pg, who.workspaceId, "2026-03-02T10:00:00Z", { firstDownloadedAt: null });
    await deliver(stores, who.workspaceId);
    const [newer, older] = await walk(who, `${MARCH}&waste=never_downloaded`);
    const at = `/generations/${ids.same}/neighbours?${MARCH}&waste=never_downloaded`;
    expect((await who.get(at)).body).toEqual({ previous: newer, next: older });
  });

  it("are not put in order by cost where waste is asked for, and the answer names order", async () => {
    const { who } = await story();
    const { status, body } = await who.get(`/generations?${MARCH}&order=-cost&waste=duplicate`);
    expect([status, fieldsOf(body)]).toEqual([400, ["order"]]);
    const unknown = await who.get(`/generations?${MARCH}&order=-feature`);
    expect([unknown.status, fieldsOf(unknown.body)]).toEqual([400, ["order"]]);
  });
});

describe("what a generation is tied to", () => {
  it("are its origin, its remixes, its repeats and its user's others, of this workspace alone", async () => {
    const who = await tenant();
    const other = await tenant();
    const book = (workspaceId: string, at: string, change: Parameters<typeof bookJob>[3]) =>
      bookJob(stores.pg, workspaceId, `2026-03-20T${at}:00Z`, change);
    const job = (name: string) => `${name}-${who.workspaceId}`;
    const mine = (at: string, change: Parameters<typeof bookJob>[3]) =>
      book(who.workspaceId, at, change);
    const origin = await mine("09:00", { userId: "ann", providerJobId: job("origin") });
    const before = await mine("09:30", { userId: "bob" });
    const self = await mine("10:00", {
      userId: "bob",
      promptHash: "p",
      providerJobId: job("self"),
      sourceProviderJobId: job("origin"),
    });
    const repeat = await mine("10:05", { userId: "bob", promptHash: "p" });
    const remix = await mine("11:00", { userId: "cy", sourceProviderJobId: job("self") });
    await mine("11:30", { userId: "ann", promptHash: "p" });
    await book(other.workspaceId, "10:10", { userId: "bob", promptHash: "p" });
    await deliver(stores, who.workspaceId);
    await deliver(stores, other.workspaceId);
    const { status, body } = await who.get(`/generations/${self}/related`);
    expect(status).toBe(200);
    const ids = (name: string) => (body[name] as { id: string }[]).map(({ id }) => id);
    expect((body["origin"] as { id: string }).id).toBe(origin);
    expect([ids("remixes"), ids("repeats"), ids("before"), ids("after")]).toEqual([
      [remix],
      [repeat],
      [before],
      [repeat],
    ]);
    expect((await other.get(`/generations/${self}/related`)).status).toBe(404);
    expect((await other.get(`/generations/${self}/neighbours`)).status).toBe(404);
  });

  it("says that a clip which only the books have is on its way", async () => {
    const who = await tenant();
    const id = await bookJob(stores.pg, who.workspaceId, "2026-03-20T10:00:00Z");
    expect((await who.get(`/generations/${id}/related`)).body).toMatchObject({ stored: false });
  });
});
