import { connect } from "node:net";
import type { Socket } from "node:net";
import { once } from "node:events";
import { join } from "node:path";

import postgres from "postgres";
import { describe, expect, it } from "vitest";

import { sharedDataPlane } from "../../support/data-plane.ts";

const dataPlane = sharedDataPlane();

let tables = 0;
/** A table of the test's own. */
async function freshTable(sql: postgres.Sql): Promise<string> {
  const name = `counter_${++tables}`;
  await sql`CREATE TABLE ${sql(name)} (id int PRIMARY KEY, n int NOT NULL)`;
  await sql`INSERT INTO ${sql(name)} VALUES (1, 0)`;
  return name;
}

async function valueOf(sql: postgres.Sql, table: string): Promise<unknown> {
  const [row] = await sql`SELECT n FROM ${sql(table)} WHERE id = 1`;
  return row?.["n"];
}

/** A client that speaks the protocol by hand, so that it can leave at the worst moment. */
async function rawClient(): Promise<Socket> {
  const { host, port } = dataPlane().plane.postgres;
  const socket = connect(join(host, `.s.PGSQL.${port}`));
  const startup = Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from("user\0postgres\0\0")]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(startup.length + 4);
  socket.write(Buffer.concat([length, startup]));
  await once(socket, "data");
  return socket;
}

function simple(sql: string): Buffer {
  const header = Buffer.alloc(5);
  header.write("Q");
  header.writeInt32BE(Buffer.byteLength(sql) + 5, 1);
  return Buffer.concat([header, Buffer.from(`${sql}\0`)]);
}

describe("postgres.js against the embedded Postgres", () => {
  it("commits what a transaction did and rolls back what failed", async () => {
    const sql = dataPlane().openPostgres();
    const table = await freshTable(sql);
    await sql.begin((tx) => tx`UPDATE ${tx(table)} SET n = n + 1`);
    const failing = sql.begin(async (tx) => {
      await tx`UPDATE ${tx(table)} SET n = n + 10`;
      await tx`SELECT 1 / 0`;
    });
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    expect(await valueOf(sql, table)).toBe(1);
  });

  it("keeps concurrent transactions of one pool apart", async () => {
    const sql = dataPlane().openPostgres();
    const table = await freshTable(sql);
    const bump = () =>
      sql.begin(async (tx) => {
        const [row] = await tx<{ n: number }[]>`SELECT n FROM ${tx(table)} WHERE id = 1`;
        await tx`UPDATE ${tx(table)} SET n = ${(row?.n ?? 0) + 1} WHERE id = 1`;
      });
    await Promise.all(Array.from({ length: 50 }, bump));
    expect(await valueOf(sql, table)).toBe(50);
  });

  it("keeps transactions of several clients apart, prepared statements included", async () => {
    const { plane } = dataPlane();
    const sql = dataPlane().openPostgres();
    const table = await freshTable(sql);
    const others = [1, 2, 3].map(() => postgres({ ...plane.postgres, max: 2 }));
    const bump = (client: postgres.Sql) =>
      client.begin(async (tx) => {
        const [row] = await tx<{ n: number }[]>`SELECT n FROM ${tx(table)} WHERE id = ${1}`;
        await tx`UPDATE ${tx(table)} SET n = ${(row?.n ?? 0) + 1} WHERE id = ${1}`;
      });
    await Promise.all(
      [...others, sql].flatMap((client) => Array.from({ length: 20 }, () => bump(client))),
    );
    expect(await valueOf(sql, table)).toBe(80);
    await Promise.all(others.map((client) => client.end()));
    await bump(sql);
    expect(await valueOf(sql, table)).toBe(81);
  });

  it("returns large values and large results whole", async () => {
    const sql = dataPlane().openPostgres();
    const text = "ä".repeat(1_000_000);
    expect((await sql`SELECT ${text}::text AS text`)[0]?.["text"]).toBe(text);
    const rows =
      await sql`SELECT i, repeat('x', 100) AS filler FROM generate_series(1, 50000) AS i`;
    expect([rows.length, rows.at(-1)?.["i"]]).toEqual([50_000, 50_000]);
  });

  it("rolls back the transaction of a client that died, and serves the next one", async () => {
    const sql = dataPlane().openPostgres();
    const table = await freshTable(sql);
    const dying = await rawClient();
    dying.write(simple(`BEGIN; UPDATE ${table} SET n = 99`));
    await once(dying, "data");
    const waiting = valueOf(sql, table);
    dying.destroy();
    expect(await waiting).toBe(0);
  });

  it("recovers from a client that died in the middle of an exchange or of a failed transaction", async () => {
    const sql = dataPlane().openPostgres();
    const table = await freshTable(sql);
    const failing = await rawClient();
    failing.write(simple("BEGIN; SELECT 1 / 0"));
    await once(failing, "data");
    failing.destroy();
    const parsing = await rawClient();
    // Parse of a statement with an error, without the Sync that would end it.
    const body = Buffer.from("\0SELEC 1\0\0\0");
    const header = Buffer.alloc(5);
    header.write("P");
    header.writeInt32BE(body.length + 4, 1);
    parsing.write(Buffer.concat([header, body]));
    await once(parsing, "data");
    parsing.destroy();
    const partial = await rawClient();
    partial.write(simple(`UPDATE ${table} SET n = 5`).subarray(0, 12));
    partial.destroy();
    expect(await valueOf(sql, table)).toBe(0);
  });

  it("refuses a malformed message without harm to others", async () => {
    const sql = dataPlane().openPostgres();
    const odd = await rawClient();
    odd.write(Buffer.from([0x51, 0x7f, 0xff, 0xff, 0xff, 0]));
    await once(odd, "close");
    expect((await sql`SELECT 1 AS a`)[0]?.["a"]).toBe(1);
  });
});
