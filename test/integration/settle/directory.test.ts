import { createHash, randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bumpConfigRevision } from "../../../db/postgres/bump-revision.ts";
import { CLOCK_TOLERANCE_MS } from "../../../ingest/books-clock.ts";
import { startDirectory } from "../../../ingest/load-directory.ts";
import {
  addUpstream,
  collectingLog,
  CREDENTIAL,
  openBooks,
  type Books,
} from "../../support/books.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";

describe("the directory", () => {
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

  async function addKey(
    change: { expiresAt?: Date; revokedAt?: Date; kind?: string } = {},
  ): Promise<string> {
    const sha256 = createHash("sha256").update(randomBytes(32)).digest();
    await books.pg.sql`
      insert into keys (id, workspace_id, name, kind, sha256, prefix, last4, pinned, upstreams, expires_at, revoked_at)
      values (${randomUUID()}, ${books.workspaceId}, 'k', ${change.kind ?? "proxy"}, ${sha256}, 'rm_live_', 'abcd',
        '{"feature":"remix"}', '["openai"]', ${change.expiresAt?.toISOString() ?? null}, ${change.revokedAt?.toISOString() ?? null})`;
    await bumpConfigRevision(books.pg.drizzle);
    return sha256.toString("hex");
  }

  it("knows keys, upstreams with opened credentials, workspaces and prices", async () => {
    const hash = await addKey();
    await books.running.refresh();
    const { directory } = books.running;
    expect(directory.keyByHash(hash)).toMatchObject({
      workspaceId: books.workspaceId,
      pinned: { feature: "remix" },
      upstreams: new Set(["openai"]),
      models: null,
    });
    expect(directory.upstream(books.workspaceId, "openai")).toMatchObject({
      id: books.upstreamId,
      credential: CREDENTIAL,
      allowPrivate: true,
    });
    expect(directory.upstream("another", "openai")).toBeNull();
    expect(directory.workspace(books.workspaceId)?.promptHashKey).toHaveLength(32);
    expect(directory.prices(books.workspaceId, "openai", "sora-2")).toMatchObject([
      { own: true, unit: "second", amount: 100_000_000n, currency: "USD" },
    ]);
    expect(directory.prices("another", "openai", "sora-2")).toEqual([]);
  });

  it("knows prices for any model of a provider, and minimums, for models that the book names and those it does not", async () => {
    const add = (model: string, minimum: string | null) => books.pg.sql`
      insert into prices (id, provider, model, unit, conditions, amount, currency, minimum_units, valid_from)
      values (${randomUUID()}, 'acme', ${model}, 'second', '{}', 0.1, 'USD', ${minimum}, '2026-01-01')`;
    await add("reel-1", "2.5");
    await add("*", null);
    await bumpConfigRevision(books.pg.drizzle);
    await books.running.refresh();
    const prices = (model: string) =>
      books.running.directory
        .prices(books.workspaceId, "acme", model)
        .map((price) => [price.model, price.minimumUnits]);
    expect(prices("reel-1")).toEqual([
      ["reel-1", 2_500_000_000n],
      ["*", null],
    ]);
    expect(prices("reel-2")).toEqual([["*", null]]);
    expect(prices("*")).toEqual([["*", null]]);
    expect(books.running.directory.prices(books.workspaceId, "other", "reel-1")).toEqual([]);
  });

  it("sees a change that another process made by itself", async () => {
    const log = collectingLog();
    const other = await startDirectory({
      pg: books.pg,
      masterKey: books.masterKey,
      log,
      pollMs: 10,
    });
    const hash = await addKey();
    await expect.poll(() => other.directory.keyByHash(hash), { timeout: 5_000 }).not.toBeNull();
    await books.pg
      .sql`update keys set revoked_at = now() where sha256 = ${Buffer.from(hash, "hex")}`;
    await bumpConfigRevision(books.pg.drizzle);
    await expect.poll(() => other.directory.keyByHash(hash), { timeout: 5_000 }).toBeNull();
    await other.close();
  });

  it("never answers with a revoked, expired or management key", async () => {
    const past = new Date(Date.now() - 1_000);
    const hashes = [
      await addKey({ revokedAt: past }),
      await addKey({ expiresAt: past }),
      await addKey({ kind: "admin" }),
    ];
    await books.running.refresh();
    expect(hashes.map((hash) => books.running.directory.keyByHash(hash))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it("lets a key expire between two refreshes", async () => {
    let nowMs = Date.now();
    const hash = await addKey({ expiresAt: new Date(nowMs + 60_000) });
    const running = await startDirectory({
      pg: books.pg,
      masterKey: books.masterKey,
      log: collectingLog(),
      now: () => nowMs,
    });
    expect(running.directory.keyByHash(hash)).not.toBeNull();
    nowMs += 60_000;
    expect(running.directory.keyByHash(hash)).toBeNull();
    await running.close();
  });

  it("admits by the database's time when its own clock is wrong, and by its own within the tolerance", async () => {
    const open = (offMs: number) =>
      startDirectory({
        pg: books.pg,
        masterKey: books.masterKey,
        log: collectingLog(),
        now: () => Date.now() + offMs,
      });
    for (const offMs of [3_600_000, -3_600_000, 0]) {
      const running = await open(offMs);
      expect(Math.abs(running.now() - Date.now())).toBeLessThan(CLOCK_TOLERANCE_MS);
      await running.close();
    }
  });

  it("goes on without an upstream whose credential does not open, and says why", async () => {
    const upstreamId = randomUUID();
    await addUpstream(books.pg, randomBytes(32), {
      workspaceId: books.workspaceId,
      upstreamId,
      slug: "sealed",
    });
    const log = collectingLog();
    const running = await startDirectory({ pg: books.pg, masterKey: books.masterKey, log });
    expect(running.directory.upstream(books.workspaceId, "sealed")).toBeNull();
    expect(running.directory.upstream(books.workspaceId, "openai")).not.toBeNull();
    expect(log.lines).toMatchObject([
      { level: "error", fields: { upstream: "sealed", upstreamId } },
    ]);
    await running.close();
  });

  it("serves its last state while Postgres is away", async () => {
    const own = await openBooks(server);
    const log = collectingLog();
    const running = await startDirectory({ pg: own.pg, masterKey: own.masterKey, log, pollMs: 5 });
    await own.book.close();
    await own.running.close();
    await own.pg.close();
    await expect.poll(() => log.lines.length, { timeout: 5_000 }).toBeGreaterThan(0);
    expect(running.directory.upstream(own.workspaceId, "openai")).not.toBeNull();
    await running.close();
    expect(log.lines).toHaveLength(1);
  });
});
