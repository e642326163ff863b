import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LINES_IN_BATCH } from "../../../api/revenue-imports/stage-file.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { SHOP_HEADER, SHOP_MAPPING, shopLines } from "./import-file.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const LINES_IN_CHUNK = 1_000;

describe("a revenue file as it arrives", () => {
  let server: PostgresServer;
  let pg: Postgres;
  let api: ApiUnderTest;
  let token: string;
  let workspaceId: string;
  beforeAll(async () => {
    server = await withPostgres("server");
    pg = await server.database();
    api = apiUnderTest({ pg, ch: unreachableClickHouse() });
    workspaceId = await newWorkspace(pg);
    token = (await newToken(api, workspaceId, "owner")).token;
  });
  afterAll(async () => {
    await server.close();
  });

  /** Sends a file that is made piece by piece, each only when the server asks for it. */
  async function send(pull: (chunk: number) => Promise<string | null>) {
    let chunk = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          const text = await pull(chunk);
          chunk += 1;
          if (text === null) controller.close();
          else controller.enqueue(new TextEncoder().encode(text));
        },
      },
      { highWaterMark: 0 },
    );
    const query = new URLSearchParams({ mapping: JSON.stringify(SHOP_MAPPING) });
    const response = await api.app.request(`${PUBLIC_URL}/api/v1/revenue/import?${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "text/csv" },
      body,
      duplex: "half",
    } as RequestInit);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }
  const chunkOf = (chunk: number) =>
    `${shopLines(LINES_IN_CHUNK, chunk * LINES_IN_CHUNK).join("\n")}\n`;
  const rowsRead = async () => {
    const [row] = await pg.sql<{ rows: number }[]>`
      select rows_read as rows from revenue_imports where workspace_id = ${workspaceId} order by id desc limit 1`;
    return row?.rows ?? 0;
  };

  it("is staged while it comes: never more than two batches of it are waiting in memory", async () => {
    const chunks = 10;
    const waiting: number[] = [];
    const answer = await send(async (chunk) => {
      waiting.push(chunk * LINES_IN_CHUNK - (await rowsRead()));
      if (chunk === chunks) return null;
      return chunk === 0 ? `${SHOP_HEADER}\n${chunkOf(0)}` : chunkOf(chunk);
    });
    expect(answer).toMatchObject({ status: 201, body: { created: chunks * LINES_IN_CHUNK } });
    expect(waiting).toHaveLength(chunks + 1);
    expect(Math.max(...waiting)).toBeLessThanOrEqual(2 * LINES_IN_BATCH);
  });

  it("that breaks off stores nothing, and its import says so", async () => {
    const before = await pg.sql`select count(*) from revenue_entries`;
    await send(async (chunk) => {
      if (chunk === 3) throw new Error("the connection was lost");
      return chunk === 0 ? `${SHOP_HEADER}\n${chunkOf(100)}` : chunkOf(100 + chunk);
    });
    expect(await pg.sql`select count(*) from revenue_entries`).toEqual(before);
    const listed = await api.call("GET", "/api/v1/revenue/imports", { token });
    expect((listed.body["data"] as unknown[])[0]).toMatchObject({
      state: "failed",
      error: "The upload broke off.",
      created: 0,
    });
  });
});
