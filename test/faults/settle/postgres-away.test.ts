import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPostgres, type Postgres } from "../../../db/postgres/client.ts";
import { BooksUnavailableError } from "../../../ingest/job-book.ts";
import { openJobBook, type OpenJobBook } from "../../../ingest/settle/open-job-book.ts";
import { observation, openBooks, type Books } from "../../support/books.ts";
import { openRelay, type CuttableRelay } from "../../support/cuttable-relay.ts";
import { plannedHold } from "../../support/planned-hold.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

const WAIT = { timeout: 20_000 };

describe("while Postgres is away", () => {
  let server: PostgresServer;
  let relay: CuttableRelay;
  let books: Books;
  let pg: Postgres;
  let book: OpenJobBook;

  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());
  beforeEach(async () => {
    books = await openBooks(server);
    const options = server.lastOptions();
    if (options.kind !== "url") throw new Error("a server has a url");
    const url = new URL(options.url);
    relay = await openRelay(Number(url.port));
    url.port = String(relay.port);
    pg = openPostgres({ kind: "url", url: url.href, max: 2 });
    book = openJobBook({
      ...books.deps,
      pg,
      admitTimeoutMs: 1_000,
      factWaitMs: 100,
      withdrawAfterMs: 200,
    });
  });
  afterEach(async () => {
    await book.close();
    await pg.close();
    await relay.close();
    await books.close();
  });

  const hold = () => plannedHold(randomUUID(), 10_000_000_000n);
  const exists = (generationId: string) =>
    books.count(`jobs where generation_id = '${generationId}'`);

  it("refuses creates at once, and admits again when it is back", async () => {
    relay.cut();
    const startedMs = performance.now();
    await expect(book.admit(books.newJob(), [])).rejects.toBeInstanceOf(BooksUnavailableError);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
    relay.restore();
    await expect
      .poll(() => book.admit(books.newJob(), []).catch((error: unknown) => error), WAIT)
      .toEqual({ kind: "admitted", states: [], exceeded: [] });
  });

  it("takes an admission back whose commit went through although its answer was lost", async () => {
    // Prepared on the connection, so that the next one goes out whole without waiting for an answer.
    await book.admit(books.newJob(), []);
    const job = books.newJob();
    const wanted = hold();
    relay.swallowAnswers();
    await expect(book.admit(job, [wanted])).rejects.toBeInstanceOf(BooksUnavailableError);
    await expect.poll(() => exists(job.generationId), WAIT).toBe(1);
    relay.restore();
    await expect.poll(() => exists(job.generationId), WAIT).toBe(0);
    expect(
      await books.pg.sql`select held, used from quota_buckets where family = ${wanted.family}`,
    ).toEqual([{ held: "0.000000000", used: "0.000000000" }]);
  });

  it("answers an accepted create without waiting, and books it when it is back", async () => {
    const job = books.newJob();
    await book.admit(job, []);
    relay.cut();
    const known = await book.accepted(job, "video_1", observation());
    expect(known.state).toBe("submitted");
    expect(await book.find(job.workspaceId, job.upstreamId, "video_1")).toBe(known);
    expect(await books.row(job.generationId)).toMatchObject({ state: "held" });
    relay.restore();
    await expect
      .poll(async () => (await books.row(job.generationId))["provider_job_id"], WAIT)
      .toBe("video_1");
    await book.drain();
  });

  it("gives the hold of a refused create back when it is back", async () => {
    const job = books.newJob();
    const wanted = hold();
    await book.admit(job, [wanted]);
    relay.cut();
    await book.refusedUpstream(job.generationId, {
      kind: "unreachable",
      code: "connect",
      message: "no",
    });
    relay.restore();
    await expect
      .poll(async () => (await books.row(job.generationId))["state"], WAIT)
      .toBe("failed");
  });

  it("writes an outcome that was seen meanwhile when it is back, once", async () => {
    const job = books.newJob();
    await book.admit(job, []);
    const known = await book.accepted(job, "video_2", observation());
    relay.cut();
    const seen = observation({ status: "succeeded", videoSeconds: 8_000_000_000n });
    const written = [book.observe(known, seen), book.observe(known, seen)];
    relay.restore();
    await Promise.all(written);
    await book.drain();
    expect(await books.row(job.generationId)).toMatchObject({ state: "succeeded", version: 3 });
  });

  it("says that it can't know a job it has not seen, instead of calling it unknown", async () => {
    relay.cut();
    await expect(book.find(books.workspaceId, books.upstreamId, "video_3")).rejects.toBeInstanceOf(
      BooksUnavailableError,
    );
  });
});
