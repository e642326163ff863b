import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPostgres } from "../../../db/postgres/client.ts";
import { openJobBook } from "../../../ingest/settle/open-job-book.ts";
import { startSettleWorker, type SettleWorkerDeps } from "../../../ingest/settle/start-worker.ts";
import { startHeartbeat } from "../../../ingest/settle/start-heartbeat.ts";
import {
  createUpstreamClient,
  type UpstreamClient,
} from "../../../ingest/settle/upstream-client.ts";
import { createSimulator, type Simulator } from "../../../simulator/create-simulator.ts";
import { CREDENTIAL, observation, openBooks, type Books } from "../../support/books.ts";
import { POSTGRES_KINDS, withPostgres, type PostgresServer } from "../../support/postgres.ts";

const SOON = { firstMs: 20, growth: 1.2, maxMs: 60, jitter: 0.2 };

describe.each(POSTGRES_KINDS)("the settle worker on %s", (kind) => {
  let server: PostgresServer;
  let simulator: Simulator;
  let client: UpstreamClient;
  let books: Books;
  const closers: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    server = await withPostgres(kind);
    client = createUpstreamClient();
  });
  afterAll(async () => {
    await client.close();
    await server.close();
  });
  beforeEach(async () => {
    simulator = createSimulator({ apiKeys: [CREDENTIAL], queueMs: 0, generationMs: 30, seed: 7 });
    const { url } = await simulator.listen();
    books = await openBooks(server, { baseUrl: url });
  });
  afterEach(async () => {
    for (const close of closers.splice(0).toReversed()) await close();
    await books.close();
    await simulator.close();
  });

  function workerDeps(change: Partial<SettleWorkerDeps> = {}): SettleWorkerDeps {
    return {
      ...books.deps,
      schedule: SOON,
      client,
      random: Math.random,
      soleInstance: true,
      upstreams: books.running.upstreams,
      tickMs: 20,
      ...change,
    };
  }

  function work(change: Partial<SettleWorkerDeps> = {}) {
    const worker = startSettleWorker(workerDeps(change));
    closers.push(() => worker.close());
    return worker;
  }

  async function create(text = "a cat", control?: string): Promise<string> {
    const response = await simulator.fetch(
      new Request("http://simulator/v1/videos", {
        method: "POST",
        headers: {
          authorization: `Bearer ${CREDENTIAL}`,
          "content-type": "application/json",
          ...(control === undefined ? {} : { "simulator-control": control }),
        },
        body: JSON.stringify({ prompt: text, model: "sora-2", seconds: "8", size: "1280x720" }),
      }),
    );
    const body: unknown = await response.json();
    if (typeof body !== "object" || body === null || !("id" in body)) throw new Error("no job");
    return String(body.id);
  }

  /** A job that went through the proxy and whose client then went away. */
  async function abandoned(control?: string) {
    const book = openJobBook({ ...books.deps, schedule: SOON });
    closers.push(() => book.close());
    const job = books.newJob();
    await book.admit(job, []);
    const known = await book.accepted(job, await create("a cat", control), observation());
    return { job, known };
  }

  it("settles a job that its client never polls", async () => {
    const { job } = await abandoned();
    work();
    await expect
      .poll(async () => (await books.row(job.generationId))["state"], { timeout: 10_000 })
      .toBe("succeeded");
    expect(await books.row(job.generationId)).toMatchObject({
      cost: "0.800000000",
      cost_basis: "rate_card",
      next_poll_at: null,
      lease_owner: null,
    });
  });

  it("goes on polling through errors, cut connections and answers that make no sense", async () => {
    const { job } = await abandoned();
    for (const control of [
      "status=500",
      "status=429",
      "cut=before",
      "answer=malformed",
      "answer=empty",
    ]) {
      simulator.control.addFault({ control, route: "retrieve", count: 1 });
    }
    work();
    await expect
      .poll(async () => (await books.row(job.generationId))["state"], { timeout: 10_000 })
      .toBe("succeeded");
  });

  it("shares the work: two workers poll a hundred jobs and settle each once", async () => {
    const jobs = [];
    for (let made = 0; made < 100; made += 1) jobs.push(await abandoned());
    const second = { ...books.deps, instanceId: randomUUID() };
    work();
    work({ instanceId: second.instanceId });
    await expect
      .poll(() => books.count("jobs where state = 'succeeded'"), { timeout: 30_000 })
      .toBe(100);
    expect(await books.count("outbox where payload->>'state' = 'succeeded'")).toBe(100);
  });

  it("marks a job lost that its upstream has forgotten, and keeps what it holds", async () => {
    const { job } = await abandoned("job=lost");
    work({ missing: { count: 3, spanMs: 50 } });
    await expect
      .poll(async () => (await books.row(job.generationId))["state"], { timeout: 10_000 })
      .toBe("lost");
    expect(await books.row(job.generationId)).toMatchObject({
      cost: "0.800000000",
      cost_basis: "estimate",
      failure_kind: "unknown_outcome",
    });
  });

  it("never settles a job by its age alone", async () => {
    const { job } = await abandoned("job=stuck");
    await books.pg.sql`update jobs set created_at = now() - interval '30 days'`;
    const worker = work();
    for (let round = 0; round < 5; round += 1) await worker.poll();
    expect(await books.row(job.generationId)).toMatchObject({ settled_at: null, lost_at: null });
  });

  it("leaves a job to its client for as long as the client polls", async () => {
    const { job, known } = await abandoned("job=stuck");
    await books.book.observe(known, observation({ status: "running" }));
    await books.book.drain();
    expect(await work().poll()).toBe(0);
    expect(await books.row(job.generationId)).toMatchObject({ poll_attempts: 0 });
  });

  describe("finding out about cut creates", () => {
    /** A create of a process that died before it stored the answer. */
    async function orphan(text: string) {
      const job = books.newJob({ text });
      await books.book.admit(job, []);
      return job;
    }
    const successor = () => ({ instanceId: randomUUID() });

    it("books every one of 200 identical creates that the upstream took, and marks the others lost", async () => {
      const taken = 137;
      const jobs = [];
      for (let made = 0; made < 200; made += 1) {
        jobs.push(await orphan("the same prompt"));
        if (made % 200 < taken) await create("the same prompt");
      }
      const worker = work({ ...successor(), grace: { completeMs: 0, incompleteMs: 1_000_000 } });
      await expect
        .poll(() => books.count("jobs where outcome_unknown"), { timeout: 30_000 })
        .toBe(0);
      expect(await books.count("jobs where provider_job_id is not null")).toBe(taken);
      expect(simulator.ledger()).toHaveLength(taken);
      expect(await books.count("jobs where state = 'lost'")).toBe(200 - taken);
      await expect
        .poll(() => books.count("jobs where state = 'succeeded'"), { timeout: 30_000 })
        .toBe(taken);
      await worker.recover();
      expect(await books.count("jobs")).toBe(200);
    });

    it("tells prompts apart, and leaves alone what somebody else has booked or made", async () => {
      const { known } = await abandoned();
      await create("made by another client of the account");
      const dog = await orphan("a dog");
      const dogId = await create("a dog");
      const bird = await orphan("a bird");
      work({ ...successor(), grace: { completeMs: 0, incompleteMs: 1_000_000 } });
      await expect
        .poll(() => books.count("jobs where outcome_unknown"), { timeout: 10_000 })
        .toBe(0);
      expect(await books.row(dog.generationId)).toMatchObject({ provider_job_id: dogId });
      expect(await books.row(bird.generationId)).toMatchObject({
        state: "lost",
        cost_basis: "estimate",
      });
      expect(await books.row(known.generationId)).toMatchObject({
        provider_job_id: known.providerJobId,
      });
    });

    it("gives the upstream time to list a create before it counts as lost", async () => {
      const job = await orphan("late");
      const worker = startSettleWorker(workerDeps({ ...successor(), tickMs: 1_000_000 }));
      closers.push(() => worker.close());
      expect(await worker.recover()).toMatchObject({ found: 0, lost: 0, open: 1 });
      expect(await books.row(job.generationId)).toMatchObject({
        state: "held",
        outcome_unknown: true,
      });
    });

    it("keeps a create open while its upstream can't be asked, and finds it when it answers again", async () => {
      simulator.control.addFault({ control: "status=500", route: "list" });
      const job = await orphan("patience");
      const id = await create("patience");
      const worker = work({ ...successor(), grace: { completeMs: 0, incompleteMs: 1_000_000 } });
      await worker.recover();
      expect(await books.row(job.generationId)).toMatchObject({
        state: "held",
        outcome_unknown: true,
      });
      simulator.control.clearFaults();
      await expect
        .poll(async () => (await books.row(job.generationId))["provider_job_id"], {
          timeout: 15_000,
        })
        .toBe(id);
    });

    it("finds a create that its own live process gave up on", async () => {
      const job = await orphan("time-out");
      const id = await create("time-out");
      await books.book.outcomeUnknown(job.generationId, "no answer within 60 s");
      work();
      await expect
        .poll(async () => (await books.row(job.generationId))["provider_job_id"], {
          timeout: 10_000,
        })
        .toBe(id);
    });

    it("believes an upstream's own error only when its list does not show the job", async () => {
      const refusal = { code: "server_error", message: "The server had an error." };
      const [made, unmade] = [await orphan("made all the same"), await orphan("not made")];
      const id = await create("made all the same");
      for (const { generationId } of [made, unmade]) {
        await books.book.outcomeUnknown(generationId, "an error of its own", refusal);
      }
      work({ grace: { completeMs: 0, incompleteMs: 1_000_000 } });
      await expect
        .poll(() => books.count("jobs where outcome_unknown"), { timeout: 10_000 })
        .toBe(0);
      expect(await books.row(made.generationId)).toMatchObject({ provider_job_id: id });
      expect(await books.row(unmade.generationId)).toMatchObject({
        state: "failed",
        cost: "0.000000000",
        failure_kind: "rejected",
        failure_code: "server_error",
      });
    });

    it("does not touch a create that a live process still has under way", async () => {
      const job = await orphan("under way");
      await create("under way");
      const heartbeat = await startHeartbeat({
        pg: books.pg,
        instanceId: books.deps.instanceId,
        log: books.log,
      });
      closers.push(() => heartbeat.close());
      const worker = work({ ...successor(), soleInstance: false });
      expect(await worker.recover()).toEqual({ found: 0, lost: 0, open: 0 });
      expect(await books.row(job.generationId)).toMatchObject({
        state: "held",
        unknown_since: null,
      });
    });
  });
});

describe("recovery by two workers on a shared server", () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await withPostgres("server");
  });
  afterAll(() => server.close());

  it("books each found create once although both look for it", async () => {
    const simulator = createSimulator({ apiKeys: [CREDENTIAL], queueMs: 0, generationMs: 30 });
    const { url } = await simulator.listen();
    const books = await openBooks(server, { baseUrl: url });
    const otherPool = openPostgres(server.lastOptions());
    const client = createUpstreamClient();
    for (let made = 0; made < 20; made += 1) {
      await books.book.admit(books.newJob({ text: "twice" }), []);
      await simulator.fetch(
        new Request("http://simulator/v1/videos", {
          method: "POST",
          headers: { authorization: `Bearer ${CREDENTIAL}`, "content-type": "application/json" },
          body: JSON.stringify({
            prompt: "twice",
            model: "sora-2",
            seconds: "8",
            size: "1280x720",
          }),
        }),
      );
    }
    const workers = [books.pg, otherPool].map((pg) =>
      startSettleWorker({
        ...books.deps,
        pg,
        instanceId: randomUUID(),
        client,
        random: Math.random,
        soleInstance: true,
        upstreams: books.running.upstreams,
        schedule: SOON,
        tickMs: 20,
      }),
    );
    await expect
      .poll(() => books.count("jobs where state = 'succeeded'"), { timeout: 30_000 })
      .toBe(20);
    expect(await books.count("outbox where payload->>'state' = 'submitted'")).toBe(20);
    await Promise.all(workers.map((worker) => worker.close()));
    await client.close();
    await otherPool.close();
    await books.close();
    await simulator.close();
  });
});
