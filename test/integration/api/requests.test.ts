import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RequestFacets, RequestsAnswer } from "../../../api/contract/requests.ts";
import { insertBatch } from "../../../db/clickhouse/insert-batch.ts";
import {
  requestLine,
  requestRow,
  type RequestFact,
} from "../../../db/clickhouse/rows/request-row.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const DAY_MS = 86_400_000;
const NOW = Date.now();
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;
let token: string;
let foreign: string;

const idAt = (atMs: number) => uuidV7(atMs, randomBytes(10));
const GENERATION = idAt(NOW - 60 * DAY_MS);

const BASE: Omit<RequestFact, "requestId" | "workspaceId" | "atMs"> = {
  keyId: "k_1",
  upstream: "openai",
  provider: "openai",
  method: "POST",
  route: "/v1/videos",
  status: 200,
  generationId: null,
  providerJobId: null,
  feature: "remix",
  userId: "u_1",
  durationMs: 20,
  upstreamMs: 15,
  bytesIn: 10,
  bytesOut: 20,
  errorCode: "",
  clientAborted: false,
  retryCount: 0,
  retainDays: 400,
};

/** Newest first, each a minute older than the one before. */
const STORY: readonly Partial<RequestFact>[] = [
  { status: 429, errorCode: "user_quota_exceeded", upstreamMs: null, keyId: "k_2" },
  { status: 502, errorCode: "upstream_unreachable", upstream: "sora" },
  { status: 0, clientAborted: true, feature: "create" },
  { route: "/v1/videos/{id}", method: "GET", generationId: GENERATION, providerJobId: "video_7" },
  { status: 403, errorCode: "model_not_allowed" },
  { generationId: GENERATION, providerJobId: "video_7", atMs: NOW - 60 * DAY_MS },
];
const ids: string[] = [];

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  const workspaceId = await newWorkspace(stores.pg);
  const other = await newWorkspace(stores.pg);
  token = (await newToken(api, workspaceId, "viewer")).token;
  foreign = (await newToken(api, other, "viewer")).token;
  const batchId = randomUUID();
  const rows = STORY.map((change, index) => {
    const atMs = change.atMs ?? NOW - (index + 1) * 60_000;
    const requestId = idAt(atMs);
    ids.push(requestId);
    return requestRow(requestLine({ ...BASE, workspaceId, requestId, ...change, atMs }), batchId);
  });
  await insertBatch(stores.ch, "requests_v1", batchId, rows);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function get<Answer>(query: string, bearer = token): Promise<Answer> {
  const { status, body } = await api.call("GET", `/api/v1/requests${query}`, { token: bearer });
  expect(status).toBe(200);
  return body as Answer;
}

/** Which requests of the story are listed. */
async function listed(query: string, bearer = token): Promise<number[]> {
  const { data } = await get<RequestsAnswer>(query, bearer);
  return data.map(({ id }) => ids.indexOf(id));
}

describe("the ledger of requests", () => {
  it.each([
    ["", [0, 1, 2, 3, 4]],
    ["?status_class=2xx", [3]],
    ["?status_class=4xx", [0, 4]],
    ["?status_class=5xx", [1]],
    ["?status_class=none", [2]],
    ["?failed=true", [0, 1, 2, 4]],
    ["?key=k_2&key=k_3", [0]],
    ["?upstream=sora&upstream=openai&feature=create", [2]],
    ["?error_code=model_not_allowed&error_code=user_quota_exceeded", [0, 4]],
    ["?route=%2Fv1%2Fvideos%2F%7Bid%7D", [3]],
    ["?provider=kling", []],
  ])("is narrowed by %s", async (query, expected) => {
    expect(await listed(query)).toEqual(expected);
  });

  it("finds an id of a request or a generation whatever the period, and a provider's job in it", async () => {
    expect(await listed(`?search=${ids[4]}`)).toEqual([4]);
    expect(await listed(`?search=${GENERATION}`)).toEqual([3, 5]);
    expect(await listed("?search=video_7")).toEqual([3]);
    expect(await listed(`?search=${randomUUID()}`)).toEqual([]);
    expect(await listed("?search=video_7'%20OR%201=1")).toEqual([]);
  });

  it("goes through its pages without a gap or a repeat", async () => {
    const seen: string[] = [];
    for (let page = ""; ;) {
      const answer = await get<RequestsAnswer>(`?failed=true&limit=3${page}`);
      seen.push(...answer.data.map(({ id }) => id));
      if (answer.next_cursor === null) break;
      page = `&cursor=${answer.next_cursor}`;
    }
    expect(seen).toEqual([ids[0], ids[1], ids[2], ids[4]]);
  });

  it("goes back through quiet weeks for what is older than its first looks", async () => {
    const from = new Date(NOW - 90 * DAY_MS).toISOString();
    expect(await listed(`?from=${from}`)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await listed(`?from=${from}&limit=5`)).toEqual([0, 1, 2, 3, 4]);
    const to = new Date(NOW - 30 * DAY_MS).toISOString();
    expect(await listed(`?from=${from}&to=${to}`)).toEqual([5]);
    expect(
      await listed(
        `?from=${new Date(NOW + DAY_MS).toISOString()}&to=${new Date(NOW + 2 * DAY_MS).toISOString()}`,
      ),
    ).toEqual([]);
  });

  it("counts by a part, and a filter on that part leaves its other values to choose from", async () => {
    const facets = async (query: string) => (await get<RequestFacets>(`/facets${query}`)).data;
    expect(await facets("?by=upstream")).toEqual([
      { value: "openai", requests: 4 },
      { value: "sora", requests: 1 },
    ]);
    expect(await facets("?by=upstream&upstream=sora")).toHaveLength(2);
    expect(await facets("?by=error_code&status_class=4xx")).toEqual([
      { value: "model_not_allowed", requests: 1 },
      { value: "user_quota_exceeded", requests: 1 },
    ]);
    expect(await facets("?by=status_class&status_class=2xx")).toEqual([
      { value: "4xx", requests: 2 },
      { value: "2xx", requests: 1 },
      { value: "5xx", requests: 1 },
      { value: "none", requests: 1 },
    ]);
    expect(await facets("?by=key&feature=create")).toEqual([{ value: "k_1", requests: 1 }]);
  });

  it("shows another workspace nothing of it", async () => {
    expect(await listed("", foreign)).toEqual([]);
    expect(await listed(`?search=${GENERATION}`, foreign)).toEqual([]);
    expect(await listed(`?generation_id=${GENERATION}`, foreign)).toEqual([]);
    expect(await get<RequestFacets>("/facets?by=key", foreign)).toEqual({ data: [] });
  });

  it("names a field that makes no sense", async () => {
    for (const [query, field] of [
      ["?status_class=6xx", "status_class"],
      ["?search=%20", "search"],
      ["/facets?by=colour", "by"],
      ["/facets", "by"],
    ]) {
      const { status, body } = await api.call("GET", `/api/v1/requests${query}`, { token });
      expect([status, (body["errors"] as { field: string }[])[0]?.field]).toEqual([400, field]);
    }
  });
});
