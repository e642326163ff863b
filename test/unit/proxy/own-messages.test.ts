import { describe, expect, it } from "vitest";
import { NOTHING_KNOWN } from "../../../domain/observation.ts";
import type { KnownJob } from "../../../ingest/job-book.ts";
import { createOwnMessages } from "../../../ingest/proxy/own-messages.ts";

const jobOf = (providerJobId: string): KnownJob => ({
  generationId: `g_${providerJobId}`,
  workspaceId: "ws",
  upstreamId: "up",
  providerJobId,
  operation: "create",
  createdAtMs: 0,
  model: "m",
  resolution: "r",
  requestedSeconds: null,
  state: "submitted",
  progress: null,
  downloaded: false,
});

/** Messages are `job:text`; a job is found once the books have it. */
function open() {
  const books = new Set<string>();
  const passed: string[] = [];
  const observed: string[] = [];
  const looked: string[] = [];
  const broken = { times: 0 };
  const messages = createOwnMessages({
    read: ({ data }) => {
      const [job = ""] = data.toString().split(":");
      const whom = { kind: "owner", providerJobId: job } as const;
      const seen = { ...NOTHING_KNOWN, source: "websocket", seenAtMs: 1 } as const;
      return { for: whom, observation: { ...seen, status: "running" } };
    },
    find: async (id) => {
      looked.push(id);
      if (broken.times > 0) {
        broken.times -= 1;
        throw new Error("the books are away");
      }
      return books.has(id) ? jobOf(id) : null;
    },
    observe: (job) => observed.push(job.providerJobId),
    pass: ({ data }) => passed.push(data.toString().slice(0, 10)),
    lookAfterMs: [0, 1, 1],
  });
  const take = (text: string, seenAtMs = 1) =>
    messages.take({ data: Buffer.from(text), binary: false, seenAtMs });
  return { books, passed, observed, looked, broken, messages, take };
}

describe("messages about jobs", () => {
  it("of one's own are passed and observed in their order, from before they were in the books on", async () => {
    const { books, passed, observed, looked, take } = open();
    take("a:1");
    take("a:2");
    await expect.poll(() => looked.length).toBeGreaterThan(0);
    books.add("a");
    take("a:3");
    await expect.poll(() => passed).toEqual(["a:1", "a:2", "a:3"]);
    take("a:4");
    expect(passed.at(-1)).toBe("a:4");
    expect(observed).toEqual(["a", "a", "a", "a"]);
  });

  it("of others go no further, and are asked for again only after a while", async () => {
    const { books, passed, looked, take } = open();
    take("b:1", 1_000);
    await expect.poll(() => looked).toEqual(["b", "b", "b"]);
    books.add("b");
    await expect
      .poll(() => {
        take("b:2", 2_000);
        return looked.length;
      })
      .toBe(3);
    take("b:3", 11_000);
    await expect.poll(() => passed).toEqual(["b:3"]);
  });

  it("of one job wait for nothing of another", async () => {
    const { books, passed, take } = open();
    books.add("own");
    take("foreign:1");
    take("own:1");
    await expect.poll(() => passed).toEqual(["own:1"]);
  });

  it("wait within a bound, and while the books are away", async () => {
    const { books, passed, broken, take } = open();
    broken.times = 2;
    books.add("a");
    for (let at = 0; at < 6; at += 1) take(`a:${at}${"x".repeat(1_000_000)}`);
    await expect.poll(() => passed.length).toBe(4);
    take("a:last");
    expect(passed.at(-1)).toBe("a:last");
  });

  it("are passed to nobody once the connection is closed", async () => {
    const { books, passed, observed, messages, take } = open();
    books.add("a");
    take("a:1");
    messages.close();
    take("a:2");
    await expect.poll(() => observed).toEqual(["a"]);
    expect(passed).toEqual([]);
  });
});
