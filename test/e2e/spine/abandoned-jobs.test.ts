import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import {
  allGenerations,
  askSummary,
  booksHold,
  figuresOf,
} from "../../support/system-questions.ts";
import { startSystem, type System } from "../../support/system-stack.ts";

/** The worker's first look at a job that nobody polls comes some 20 s after its acceptance. */
const WORKER = { timeout: 60_000, interval: 25 };
const CLIENTS = 2;
const POLLS_EACH = 10;

let system: System;
let abandoned: string;
let raced: string;

const statusInLedger = (id: string) =>
  system.simulator.ledger().find((job) => job.id === id)?.status;
const retrievals = (id: string): number =>
  system.simulator.control.requests().filter((each) => each.target === `/v1/videos/${id}`).length;
const totalsOf = async (feature: string) =>
  (await askSummary(system.server(), `?feature=${feature}`)).totals;
const versionOf = async (feature: string) =>
  (await allGenerations(system.server(), `&feature=${feature}`)).map((row) => row.version);

beforeAll(async () => {
  system = await startSystem();
  const make = async (feature: string): Promise<string> => {
    const client = system.client({ "Reelmeter-Feature": feature });
    return (await client.videos.create({ prompt: feature, seconds: "8" })).id;
  };
  [abandoned, raced] = [await make("abandoned"), await make("raced")];
  const polledOnce = await make("polled-once");
  await vi.waitFor(() => expect(statusInLedger(polledOnce)).toBe("completed"));
  await system.client().videos.retrieve(polledOnce);
});
afterAll(() => system.close());

describe("a job at its end", () => {
  it("is settled once when two clients and the worker see its end at the same moment", async () => {
    // Late answers: the worker's look is still under way when the clients' arrive.
    system.simulator.control.addFault({ control: "latency=700", route: "retrieve" });
    await expect.poll(() => retrievals(raced), WORKER).toBe(1);
    const clients = Array.from({ length: CLIENTS }, () => system.client());
    const seen = await Promise.all(
      clients.flatMap((client) =>
        Array.from({ length: POLLS_EACH }, () => client.videos.retrieve(raced)),
      ),
    );
    expect(new Set(seen.map((video) => video.status))).toEqual(new Set(["completed"]));
    await expect
      .poll(() => totalsOf("raced"), WORKER)
      .toMatchObject({ generations: 1, succeeded: 1, spend: "0.800000000", held: "0.000000000" });
    expect(await versionOf("raced")).toEqual(await versionOf("polled-once"));
  });

  it("is settled by the worker when its client never polls", async () => {
    await expect
      .poll(() => totalsOf("abandoned"), WORKER)
      .toMatchObject({ generations: 1, succeeded: 1, spend: "0.800000000", in_flight: 0 });
    expect(retrievals(abandoned)).toBe(1);
    expect(await versionOf("abandoned")).toEqual(await versionOf("polled-once"));
  });

  it("leaves the books even: three generations, each paid once", async () => {
    const audit = await booksHold(system.server());
    expect(figuresOf(audit, "settled_jobs_equal_generations")).toMatchObject({
      books_generations: "3",
      stored_generations: "3",
      books_cost_USD: "2.400000000",
      stored_cost_USD: "2.400000000",
    });
    expect(figuresOf(audit, "outbox_is_delivered")).toEqual({ waiting: "0", in_flight: "0" });
  });
});
