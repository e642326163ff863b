import { createClient } from "@clickhouse/client";
import { queryAsync } from "chdb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BiAnswer } from "../../../api/contract/bi.ts";
import { openClickHouse } from "../../../db/clickhouse/client.ts";
import { migrateClickHouse } from "../../../db/clickhouse/migrate.ts";
import { workspaces } from "../../../db/postgres/schema/identity.ts";
import { uuidV7 } from "../../../domain/uuid-v7.ts";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { bookJob, deliver, openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import { apiUnderTest, newToken, newWorkspace, type ApiUnderTest } from "./api-under-test.ts";

const plane = sharedDataPlane();
let stores: AnalyticStores;

beforeAll(async () => {
  const opened = await openAnalyticStores(plane());
  // Reports read the data plane's own database, not one of a test.
  await opened.ch.close();
  const { plane: engines } = plane();
  const ch = openClickHouse({ url: engines.clickhouseUrl, cluster: null });
  await migrateClickHouse(ch, engines.clickhouseUrl);
  stores = {
    ...opened,
    ch,
    close: async () => void (await Promise.all([ch.close(), opened.pg.close()])),
  };
}, 60_000);
afterAll(async () => {
  await stores.close();
});

async function shown(api: ApiUnderTest, token: string): Promise<BiAnswer> {
  const answer = await api.call("GET", "/api/v1/system/bi", { token });
  expect(answer.status).toBe(200);
  return answer.body as BiAnswer;
}

describe("the connection for reports", () => {
  it("is shown to an admin, works as it is, reads this workspace alone, and who asked is in the audit log", async () => {
    const api = apiUnderTest(stores, {
      bi: { kind: "embedded", access: (id) => plane().plane.biAccess(id) },
    });
    const [ours, theirs] = [await newWorkspace(stores.pg), await newWorkspace(stores.pg)];
    const { token } = await newToken(api, ours, "admin");
    await bookJob(stores.pg, ours, "2026-03-05T12:00:00Z");
    await bookJob(stores.pg, theirs, "2026-03-05T12:00:00Z");
    await deliver(stores, ours);
    await deliver(stores, theirs);
    const { url, database, user, password, statements, views } = await shown(api, token);
    expect(statements).toEqual([]);
    const client = createClient({ url, database, username: user, password });
    for (const { name, columns } of views) {
      const answer = await client.query({ query: `SELECT * FROM ${name}`, format: "JSON" });
      const { meta, data } = await answer.json<{ workspace_id: string }>();
      expect(meta?.map((column) => [column.name, column.type])).toEqual(
        columns.map((column) => [column.name, column.type]),
      );
      expect(data.every((row) => row.workspace_id === ours)).toBe(true);
      if (name === "bi_generations_v1") expect(data).toHaveLength(1);
    }
    await client.close();
    const log = await api.call("GET", "/api/v1/audit-log", { token });
    expect((log.body["data"] as unknown[])[0]).toMatchObject({
      action: "bi.show_password",
      target: user,
    });
    expect(log.text).not.toContain(password);
  });

  it("is made by statements on a server of one's own, which parse and carry a hash, never the password", async () => {
    const api = apiUnderTest(stores);
    const workspaceId = await newWorkspace(stores.pg);
    const { token } = await newToken(api, workspaceId, "owner");
    const answer = await shown(api, token);
    expect(answer.url).toBe("http://clickhouse.test:8123");
    expect(answer.user).toBe(`bi_${workspaceId}`);
    expect(answer.statements.join("\n")).not.toContain(answer.password);
    expect((await shown(api, token)).password).not.toBe(answer.password);
    for (const statement of answer.statements) {
      const parsed = await queryAsync(`EXPLAIN AST ${statement}`, { format: "TSVRaw" });
      expect(parsed.text()).toMatch(/^(CreateQuery|CreateUserQuery|GrantQuery)/);
    }
    const grants = answer.statements.filter((statement) => statement.startsWith("GRANT"));
    expect(grants).toEqual([`GRANT SELECT ON \`${answer.database}\`.* TO \`${answer.user}\``]);
  });
});

const SECRET = {
  variable: "REELMETER_SECRET_KEY",
  is_set: true,
  value: null,
  advice: "fine",
} as const;
const FACTS = {
  startedAtMs: Date.parse("2026-01-01T00:00:00Z"),
  node: "v20.20.2",
  roles: ["api"],
  stores: "embedded",
  memoryBytes: 1,
  disk: { freeBytes: 5, totalBytes: 10 },
} as const;

describe("the system's state", () => {
  const withFacts = () =>
    apiUnderTest(stores, { processFacts: () => ({ ...FACTS, configuration: [SECRET] }) });

  it("names both engines with what they hold, and this process", async () => {
    const api = withFacts();
    const { token } = await newToken(api, await newWorkspace(stores.pg), "viewer");
    const { body } = await api.call("GET", "/api/v1/system", { token });
    expect(body["engines"]).toMatchObject({
      postgres: { version: expect.stringMatching(/^\d+/), migrations: expect.any(Number) },
      clickhouse: { state: "up", version: expect.stringMatching(/^\d+\./) },
    });
    expect(body["process"]).toMatchObject({ disk: { free_bytes: 5, total_bytes: 10 } });
    expect(body["holds"]).toEqual({ open: 0, old: 0, old_after_hours: 24, oldest_at: null });
  });

  it("shows sums over all workspaces to the first of the installation alone", async () => {
    const api = withFacts();
    const sums = async (workspace: string) => {
      const { token } = await newToken(api, workspace, "owner");
      const { body } = await api.call("GET", "/api/v1/system", { token });
      return [body["spool"], body["engines"]];
    };
    const later = await newWorkspace(stores.pg);
    const [first] = await stores.pg.drizzle
      .select({ id: workspaces.id })
      .from(workspaces)
      .orderBy(workspaces.createdAt, workspaces.id)
      .limit(1);
    expect(await sums(later)).toMatchObject([
      null,
      { postgres: { bytes: null }, clickhouse: { state: "up", bytes: null, rows: null } },
    ]);
    const number: unknown = expect.any(Number);
    expect(await sums(first?.id ?? "")).toMatchObject([
      { runs_here: false, accepted: 0 },
      { postgres: { bytes: number }, clickhouse: { bytes: number, rows: number } },
    ]);
  });

  it("shows the configuration to admins and owners alone", async () => {
    const api = withFacts();
    const workspace = await newWorkspace(stores.pg);
    const seen = async (role: "viewer" | "admin") => {
      const { token } = await newToken(api, workspace, role);
      return (await api.call("GET", "/api/v1/system", { token })).body["configuration"];
    };
    expect([await seen("viewer"), await seen("admin")]).toEqual([null, [SECRET]]);
  });

  it("counts refused facts by their reason, those of the own workspace alone", async () => {
    const api = withFacts();
    const [mine, theirs] = [await newWorkspace(stores.pg), await newWorkspace(stores.pg)];
    for (const [workspace, reason] of [
      [mine, "no such column"],
      [mine, "no such column"],
      [mine, "too large"],
      [theirs, "theirs"],
    ] as const) {
      await stores.pg.sql`insert into dead_letters (topic, workspace_id, entity_id, reason, payload)
        values ('generation', ${workspace}, ${uuidV7(Date.now(), new Uint8Array(10))}, ${reason}, '{}')`;
    }
    const { token } = await newToken(api, mine, "viewer");
    const { body } = await api.call("GET", "/api/v1/system", { token });
    expect(body["dead_letters"]).toBe(3);
    expect(body["dead_letter_kinds"]).toMatchObject([
      { topic: "generation", reason: "no such column", count: 2 },
      { topic: "generation", reason: "too large", count: 1 },
    ]);
  });

  it("is told without ClickHouse too, and says that it is away", async () => {
    const away = openClickHouse({ url: "http://user:canary@127.0.0.1:1/none", cluster: null });
    const lonely = apiUnderTest({ pg: stores.pg, ch: away });
    const { token } = await newToken(lonely, await newWorkspace(stores.pg), "viewer");
    const answer = await lonely.call("GET", "/api/v1/system", { token });
    expect(answer.status).toBe(200);
    expect(answer.body["engines"]).toMatchObject({
      clickhouse: { state: "down", version: null, rows: null },
    });
    expect(answer.text + lonely.logged.join()).not.toContain("canary");
    await away.close();
  });
});
