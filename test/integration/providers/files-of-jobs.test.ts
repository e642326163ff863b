import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProviderAdapter } from "../../../ingest/providers/adapter.ts";
import { openaiAdapter } from "../../../ingest/providers/openai/openai-adapter.ts";
import { FILE } from "../../../ingest/providers/provider-route.ts";
import { foldObservation } from "../../../ingest/settle/fold-observation.ts";
import { MISSING_RULES } from "../../../ingest/settle/decide-observation.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { POLL_SCHEDULE } from "../../../ingest/settle/poll-schedule.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  sendJson,
  startScriptedUpstream,
  videoObject,
  type ScriptedUpstream,
} from "../../support/scripted-upstream.ts";
import { startProxy, type StartedProxy } from "../../support/start-proxy.ts";

describe("a job that an answer named files of", () => {
  let server: PostgresServer;
  let books: Books;
  beforeAll(async () => {
    server = await withPostgres("server");
    books = await openBooks(server);
  });
  afterAll(async () => {
    await books.close();
    await server.close();
  });

  const accepted = async () => {
    const job = books.newJob();
    await books.book.admit(job, []);
    return books.book.accepted(job, `video_${job.generationId}`, observation());
  };
  const find = (fileId: string, workspaceId = books.workspaceId, upstreamId = books.upstreamId) =>
    books.book.findByFile(workspaceId, upstreamId, fileId);

  it("is found by each of them, here and in another process, and by nobody else", async () => {
    const job = await accepted();
    const [one, two] = [randomUUID(), randomUUID()];
    await books.book.observe(job, observation({ status: "succeeded", fileIds: [one, two] }));
    expect(await find(one)).toBe(job);
    const elsewhere = openJobBook({ ...books.deps, instanceId: randomUUID() });
    const found = await elsewhere.findByFile(books.workspaceId, books.upstreamId, two);
    expect(found).toMatchObject({ generationId: job.generationId, state: "succeeded" });
    for (const book of [books.book, elsewhere]) {
      expect(await book.findByFile("ws_other", books.upstreamId, two)).toBeNull();
      expect(await book.findByFile(books.workspaceId, randomUUID(), two)).toBeNull();
      expect(await book.findByFile(books.workspaceId, books.upstreamId, `${two}x`)).toBeNull();
    }
    await elsewhere.close();
  });

  it("is found by what the worker alone saw", async () => {
    const job = await accepted();
    const file = randomUUID();
    const seen = observation({ source: "worker", status: "succeeded", fileIds: [file] });
    const deps = { ...books.deps, schedule: POLL_SCHEDULE, missing: MISSING_RULES };
    await foldObservation(deps, job.generationId, seen);
    expect(await find(file)).toMatchObject({ generationId: job.generationId });
  });

  it("is written down with its files once, however often polls repeat them", async () => {
    const job = await accepted();
    const file = randomUUID();
    const seen = observation({ source: "poll", status: "succeeded", fileIds: [file] });
    const noted = () => books.count(`owned_objects where provider_id = '${file}'`);
    await books.book.observe(job, seen);
    expect(await noted()).toBe(1);
    await books.pg.sql`delete from owned_objects where provider_id = ${file}`;
    await books.book.observe(job, { ...seen, seenAtMs: seen.seenAtMs + 5_000 });
    await books.book.drain();
    expect(await noted()).toBe(0);
  });
});

const ID = "video_1";
const named = ["clip 1 (final).mp4\nrain\noutput", "f1"];

/** A wire whose clips have ids of their own: one in a path, and one that is three parameters of a query. */
const filing: ProviderAdapter = {
  ...openaiAdapter,
  provider: "filing",
  routes: [
    { method: "POST", path: "/v1/videos", kind: "create", operation: "create" },
    { method: "GET", path: "/v1/videos/{id}", kind: "retrieve" },
    { method: "GET", path: "/v1/files/{id}:download", kind: "content", object: FILE },
    { method: "GET", path: "/v1/files/{id}", kind: "auxiliary", object: FILE },
    {
      method: "GET",
      path: "/view",
      kind: "content",
      object: FILE,
      jobId: { in: "query", name: "filename", with: ["subfolder", "type"] },
    },
  ],
  observeJob(answer, ask) {
    const report = openaiAdapter.observeJob(answer, ask);
    if (report === null || ask.source === "create") return report;
    return { ...report, observation: { ...report.observation, fileIds: named } };
  },
};

describe("a route that names a file", () => {
  let upstream: ScriptedUpstream;
  let proxy: StartedProxy;
  const clip = Buffer.alloc(2_000, 3);
  beforeAll(async () => {
    upstream = await startScriptedUpstream();
    upstream.answer = ({ url }, response) => {
      if (url.startsWith("/v1/videos")) {
        const status = url === "/v1/videos" ? "queued" : "in_progress";
        sendJson(response, 200, videoObject({ id: ID, status }));
      } else if (url === "/v1/files/f1") sendJson(response, 200, { name: "f1" });
      else response.writeHead(200, { "content-type": "video/mp4" }).end(clip);
    };
    proxy = await startProxy({
      upstreamUrl: upstream.url,
      provider: "filing",
      adapters: [filing],
    });
    await (await call("POST", "/v1/videos", JSON.stringify({ prompt: "x" }))).arrayBuffer();
    await (await call("GET", `/v1/videos/${ID}`)).arrayBuffer();
  });
  beforeEach(() => {
    upstream.seen.length = 0;
    proxy.jobBook.entries.length = 0;
  });
  afterAll(async () => {
    await proxy.close();
    await upstream.close();
  });

  const call = (method: string, path: string, body: string | null = null) =>
    fetch(`${proxy.url}/proxy/filing${path}`, {
      method,
      body,
      redirect: "manual",
      headers: { authorization: `Bearer ${proxy.key}`, "content-type": "application/json" },
    });

  it.each([
    "/v1/files/f1:download",
    "/view?type=output&filename=clip+1%20(final).mp4&subfolder=rain",
  ])(
    "passes its bytes, and counts as a download of its job that settles nothing: %s",
    async (path) => {
      const answer = await call("GET", path);
      expect(clip.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
      expect(upstream.seen.map(({ url }) => url)).toEqual([path]);
      await expect.poll(() => proxy.jobBook.of("downloaded")).toHaveLength(1);
      expect(proxy.jobBook.of("downloaded")[0]?.job.providerJobId).toBe(ID);
      expect(proxy.jobBook.of("observe")).toEqual([]);
    },
  );

  it("passes what the upstream says about the file, which is no download", async () => {
    const answer = await call("GET", "/v1/files/f1");
    expect(await answer.json()).toEqual({ name: "f1" });
    await expect
      .poll(() => proxy.requestLog.records.at(-1))
      .toMatchObject({ route: "/v1/files/{id}", providerJobId: ID });
    expect(proxy.jobBook.of("downloaded")).toEqual([]);
  });

  it("passes a redirect on as it is, unfollowed, and counts it: the clip lies there", async () => {
    const before = upstream.answer;
    const signed = "https://storage.example/clip.mp4?signature=s3cret";
    upstream.answer = (_request, response) => response.writeHead(302, { location: signed }).end();
    const answer = await call("GET", "/v1/files/f1:download");
    upstream.answer = before;
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(signed);
    await expect.poll(() => proxy.jobBook.of("downloaded")).toHaveLength(1);
    expect(upstream.seen).toHaveLength(1);
    expect(proxy.logged.join("\n")).not.toContain("s3cret");
  });

  it.each([
    "/v1/files/f2:download",
    "/v1/files/f2",
    `/v1/files/${ID}:download`,
    "/view?filename=clip%201%20(final).mp4&subfolder=rain&type=input",
    "/view?filename=clip%201%20(final).mp4&subfolder=rain",
    "/view?filename=f1",
  ])("answers 404, unasked, for what no answer named: %s", async (path) => {
    const answer = await call("GET", path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: "not_found" } });
    expect(upstream.seen).toEqual([]);
  });

  it.each([
    "/view",
    "/view?filename=a&filename=b",
    "/view?filename=a&subfolder=x&subfolder=y",
    `/view?filename=${"a".repeat(700)}`,
  ])("answers 400, unasked, for what names no one file: %s", async (path) => {
    const answer = await call("GET", path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: { code: "invalid_id" } });
    expect(upstream.seen).toEqual([]);
  });
});
