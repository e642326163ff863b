import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-04-01T12:07:00Z");
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
  const { token } = await newToken(api, workspaceId, "owner");
  const ask = (method: string, path: string, body?: unknown) =>
    api.call(method, `/api/v1${path}`, { token, ...(body === undefined ? {} : { body }) });
  return { workspaceId, ask };
}

const h100 = (count: number, rate: string) => ({ type: "H100", count, usd_per_hour: rate });
const upstream = (change: Json = {}) => ({
  slug: "ours",
  provider: "openai",
  base_url: "https://gpu.example.com/v1",
  credential: "not-a-credential",
  ...change,
});

/** A day of 23 hours in Paris, with three versions of a fleet and clips whose GPU time is known. */
async function parisianDay() {
  const who = await tenant();
  const first = { gpu: h100(2, "3.6"), gpu_valid_from: "2026-03-01T00:00:00Z" };
  const { body } = await who.ask("POST", "/upstreams", upstream(first));
  const id = String(body["id"]);
  const change = (gpu: Json, gpu_valid_from: string) =>
    who.ask("PATCH", `/upstreams/${id}`, { gpu, gpu_valid_from });
  await change(h100(4.5, "1.8"), "2026-03-29T16:00:00+02:00");
  await change(h100(4, "3.6"), "2026-03-29T06:15:00Z");
  const clip = (at: string, feature: string, gpuMs: number | null, state = "succeeded") =>
    bookJob(stores.pg, who.workspaceId, at, {
      upstreamId: id,
      upstream: "ours",
      feature,
      gpuMs,
      state,
    });
  await clip("2026-03-28T22:59:59Z", "remix", 1_000);
  await clip("2026-03-29T01:00:00Z", "remix", 3_600_000);
  await clip("2026-03-29T02:30:00Z", "storyboard", 1_000_000, "failed");
  await clip("2026-03-29T10:00:00Z", "remix", 10_000_500);
  await clip("2026-03-29T10:30:00Z", "storyboard", 5_000_000);
  await clip("2026-03-29T15:00:00Z", "storyboard", 2_000_000, "cancelled");
  await clip("2026-03-29T16:00:00Z", "remix", 7);
  await clip("2026-03-29T16:30:00Z", "remix", null);
  await clip("2026-03-29T17:00:00Z", "remix", null, "running");
  await clip("2026-03-29T22:00:00Z", "remix", 1_000);
  await deliver(stores, who.workspaceId);
  const day = "from=2026-03-29&to=2026-03-30&tz=Europe/Paris";
  return { ...who, id, get: (path: string) => who.ask("GET", `${path}${day}`) };
}

const amount = (gpuSeconds: string, cost: string) => ({ gpu_seconds: gpuSeconds, cost });

describe("a day of a fleet that changed twice", () => {
  let day: Awaited<ReturnType<typeof parisianDay>>;
  beforeAll(async () => {
    day = await parisianDay();
  }, 60_000);

  it("costs its GPUs × hours × price, of which used, failed and idle are the whole", async () => {
    const { status, body } = await day.get("/fleet?");
    expect(status).toBe(200);
    // 2 × 7.25 h × 3.6 + 4 × 7.75 h × 3.6 + 4.5 × 8 h × 1.8
    const figures = {
      capacity: amount("293400.000000000", "228.600000000"),
      used: amount("18600.507000000", "18.600503500"),
      failed: amount("3000.000000000", "2.000000000"),
      idle: amount("271799.493000000", "207.999496500"),
      over_capacity: amount("0.000000000", "0.000000000"),
      over_capacity_reason: null,
      utilisation_pct: "7.36",
      generations: 7,
      running: 1,
      without_gpu_time: 1,
      unrated_gpu_seconds: "0.000000000",
    };
    expect(body["totals"]).toEqual(figures);
    expect(body["upstreams"]).toMatchObject([
      {
        ...figures,
        upstream: "ours",
        busiest_hour: null,
        idle_left: { cost: "207.999496500", reason: "no_rule" },
        versions: [
          {
            from: "2026-03-28T23:00:00.000Z",
            to: "2026-03-29T06:15:00.000Z",
            gpu: { count: 2, usd_per_hour: "3.600000000" },
            capacity: amount("52200.000000000", "52.200000000"),
            used: amount("3600.000000000", "3.600000000"),
            failed: amount("1000.000000000", "1.000000000"),
          },
          { gpu: { count: 4 }, capacity: amount("111600.000000000", "111.600000000") },
          {
            gpu: { count: 4.5 },
            capacity: amount("129600.000000000", "64.800000000"),
            used: amount("0.007000000", "0.000003500"),
          },
        ],
      },
    ]);
    const nothing = amount("0.000000000", "0.000000000");
    expect(body["data"]).toEqual([
      {
        value: "remix",
        used: amount("13600.507000000", "13.600503500"),
        failed: nothing,
        idle: nothing,
        cost: "13.600503500",
      },
      {
        value: "storyboard",
        used: amount("5000.000000000", "5.000000000"),
        failed: amount("3000.000000000", "2.000000000"),
        idle: nothing,
        cost: "7.000000000",
      },
    ]);
  });

  it.each([
    ["gpu_time", "130.964454128", "77.035042372", null],
    ["peak", "138.668642028", "69.330854472", "2026-03-29T10:00:00.000Z"],
    ["even", "103.999748250", "103.999748250", null],
  ])("splits what stood idle by %s, to the nano", async (split, remix, storyboard, busiest) => {
    const { body } = await day.get(`/fleet?split=${split}&`);
    expect(body["data"]).toMatchObject([
      { value: "remix", idle: { cost: remix } },
      { value: "storyboard", idle: { cost: storyboard } },
    ]);
    expect(body["idle_left"]).toEqual({
      ...amount("0.000000000", "0.000000000"),
      reason: null,
    });
    expect(body["upstreams"]).toMatchObject([{ busiest_hour: busiest }]);
  });

  it("shows GPU time past an hour's capacity as such, never as more than all", async () => {
    const { body } = await day.get("/fleet/timeseries?interval=hour&");
    const buckets = body["buckets"] as Json[];
    expect(buckets).toHaveLength(23);
    expect(buckets[11]).toMatchObject({
      start: "2026-03-29T10:00:00.000Z",
      capacity: amount("14400.000000000", "14.400000000"),
      used: amount("15000.500000000", "15.000500000"),
      idle: amount("0.000000000", "0.000000000"),
      over_capacity: amount("600.500000000", "0.600500000"),
      over_capacity_reason: "gpu_time_exceeds_capacity",
      utilisation_pct: "104.17",
    });
    // The hour in which the fleet changed: a quarter of 2 and three of 4.
    expect(buckets[7]).toMatchObject({ capacity: amount("12600.000000000", "12.600000000") });
    const days = await day.get("/fleet/timeseries?");
    expect(days.body["buckets"]).toMatchObject([
      { partial: false, idle: { cost: "207.999496500" } },
    ]);
  });

  it("answers for ranges that begin and end anywhere, and in what is still to come has no capacity", async () => {
    const odd = await day.ask(
      "GET",
      "/fleet?from=2026-03-29T09:59:59Z&to=2026-03-29T10:20:01Z&upstream=ours&by=user",
    );
    expect(odd.body["totals"]).toMatchObject({
      capacity: amount("4808.000000000", "4.808000000"),
      used: amount("10000.500000000", "10.000500000"),
      over_capacity: amount("5192.500000000", "5.192500000"),
    });
    expect(odd.body["data"]).toMatchObject([{ value: "u_1" }]);
    const ahead = await day.ask("GET", "/fleet?from=2026-04-01T12:00:00Z&to=2026-05-01");
    expect(ahead.body["totals"]).toMatchObject({
      capacity: amount("1890.000000000", "0.945000000"),
      idle: amount("1890.000000000", "0.945000000"),
    });
  });

  it("names what it does not know: another upstream, a rule, a dimension", async () => {
    for (const [query, field] of [
      ["upstream=theirs", "upstream"],
      ["split=fair", "split"],
      ["by=colour", "by"],
      ["unit=day", "unit"],
    ]) {
      const { status, body } = await day.ask("GET", `/fleet?${query}`);
      expect([query, status, JSON.stringify(body["errors"])]).toEqual([
        query,
        400,
        expect.stringContaining(`${field}`),
      ]);
    }
    const other = await tenant();
    const { body } = await other.ask("GET", "/fleet?from=2026-03-29&to=2026-03-30");
    expect(body).toMatchObject({ upstreams: [], data: [], totals: { utilisation_pct: null } });
    const stranger = await other.ask("GET", "/fleet?upstream=ours");
    expect(stranger.status).toBe(400);
  });
});

describe("an upstream's GPUs", () => {
  it("count from the quarter hour that runs, are not written twice, and end with null", async () => {
    const who = await tenant();
    const made = await who.ask("POST", "/upstreams", upstream({ gpu: h100(0.5, "2.50") }));
    expect(made.body["gpu"]).toEqual({ type: "H100", count: 0.5, usd_per_hour: "2.500000000" });
    const path = `/upstreams/${String(made.body["id"])}`;
    await who.ask("PATCH", path, { gpu: h100(0.5, "2.5") });
    const later = { gpu: h100(8, "2"), gpu_valid_from: "2026-04-02T00:00:00Z" };
    expect((await who.ask("PATCH", path, later)).body["gpu"]).toMatchObject({ count: 0.5 });
    const history = async () => {
      const rows = await stores.pg.sql<{ line: string }[]>`
        select to_char(valid_from at time zone 'UTC', 'DD HH24:MI') || ' ' || coalesce(gpu_count::float8::text, 'none') as line
        from fleet_versions where workspace_id = ${who.workspaceId} order by valid_from, created_at`;
      return rows.map(({ line }) => line);
    };
    expect(await history()).toEqual(["01 12:00 0.5", "02 00:00 8"]);
    api.setNow(NOW + 86_400_000);
    expect((await who.ask("GET", path)).body["gpu"]).toMatchObject({ count: 8 });
    expect((await who.ask("PATCH", path, { gpu: null })).body["gpu"]).toBeNull();
    expect((await who.ask("GET", "/upstreams")).body["data"]).toMatchObject([{ gpu: null }]);
    expect(await history()).toEqual(["01 12:00 0.5", "02 00:00 8", "02 12:00 none"]);
    api.setNow(NOW);
    const logged = await who.ask("GET", "/audit-log");
    expect(logged.text).toContain('"usd_per_hour":"2.50"');
  });

  it("are refused with the field's name", async () => {
    const who = await tenant();
    for (const [change, field] of [
      [{ gpu: h100(0.1234567, "1") }, "gpu.count"],
      [{ gpu: h100(0, "1") }, "gpu.count"],
      [{ gpu: h100(1, "1"), gpu_valid_from: "2026-04-01T00:07:00Z" }, "gpu_valid_from"],
      [{ gpu: h100(1, "1"), gpu_valid_from: "yesterday" }, "gpu_valid_from"],
      [{ gpu_valid_from: "2026-04-01T00:00:00Z" }, "gpu_valid_from"],
    ] as const) {
      const { status, body } = await who.ask("POST", "/upstreams", upstream(change));
      expect([status, body["errors"]]).toMatchObject([400, [{ field }]]);
    }
    expect((await who.ask("GET", "/upstreams")).body["data"]).toEqual([]);
  });
});

describe("GPU profiles", () => {
  const profile = { provider: "openai", gpu_seconds_per_video_second: "37.5" };

  it("are stated, listed, logged and ended, each workspace its own", async () => {
    const who = await tenant();
    const made = await who.ask("POST", "/gpu-profiles", { ...profile, hardware: "gpu-h100" });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      upstream: null,
      model: "*",
      gpu_seconds_per_video_second: "37.500000000",
      valid_from: "2026-04-01T12:07:00.000Z",
      valid_to: null,
    });
    const { id } = made.body;
    const other = await tenant();
    expect((await other.ask("GET", "/gpu-profiles")).body["data"]).toEqual([]);
    expect((await other.ask("DELETE", `/gpu-profiles/${String(id)}`)).status).toBe(404);
    const ended = await who.ask("DELETE", `/gpu-profiles/${String(id)}`);
    expect(ended.body).toMatchObject({ id, valid_to: "2026-04-01T12:07:00.000Z" });
    expect((await who.ask("DELETE", `/gpu-profiles/${String(id)}`)).body).toEqual(ended.body);
    const logged = (await who.ask("GET", "/audit-log")).text;
    expect(logged.match(/gpu_profile\.\w+/g)?.toSorted()).toEqual([
      "gpu_profile.create",
      "gpu_profile.end",
    ]);
  });

  it.each([
    [{ provider: "openai" }, "gpu_seconds_per_video_second"],
    [{ ...profile, provider: "nobody" }, "provider"],
    [{ ...profile, upstream: "missing" }, "upstream"],
    [{ ...profile, gpu_seconds_per_video_second: "0" }, "gpu_seconds_per_video_second"],
    [{ ...profile, gpus_per_run: "0.1234567" }, "gpus_per_run"],
    [{ ...profile, valid_from: "2026-04-02", valid_to: "2026-04-01" }, "valid_to"],
    [{ ...profile, valid_from: "soon" }, "valid_from"],
  ])("refuse %j, naming %s", async (body, field) => {
    const who = await tenant();
    const { status, body: refusal } = await who.ask("POST", "/gpu-profiles", body);
    expect([status, refusal["errors"]]).toMatchObject([400, [{ field }]]);
    expect((await who.ask("GET", "/gpu-profiles")).body["data"]).toEqual([]);
  });
});
