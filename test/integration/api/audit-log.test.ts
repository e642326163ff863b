import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const DAY_MS = 86_400_000;

let server: PostgresServer;
let api: ApiUnderTest;

beforeAll(async () => {
  server = await withPostgres("server");
  api = apiUnderTest({ pg: await server.database(), ch: unreachableClickHouse() });
});
afterAll(async () => {
  await server.close();
});

/** A workspace in which two people changed things on two days. */
async function newHistory() {
  const id = await newWorkspace(api.deps.pg);
  const start = Date.parse("2026-11-01T12:00:00Z");
  api.setNow(start);
  const ada = await newToken(api, id, "owner");
  const ben = await newToken(api, id, "admin");
  const change = (token: string, method: string, path: string, body: unknown) =>
    api.call(method, `/api/v1/${path}`, { token, body });
  await change(ada.token, "POST", "keys", { name: "=cmd|' /C calc'!A0" });
  api.setNow(start + DAY_MS);
  await change(ben.token, "PATCH", "workspace", { week_start: "sunday", store_prompts: false });
  await change(ben.token, "POST", "keys", { name: "of the second day" });
  const read = (path: string) => api.call("GET", path, { token: ada.token });
  const list = async (query: string) =>
    (await read(`/api/v1/audit-log${query}`)).body["data"] as Json[];
  return { id, ada, ben, read, list };
}

const namesOf = (rows: readonly Json[]) =>
  rows.map((row) => (row["detail"] as { name?: string }).name ?? row["action"]);

describe("the audit log", () => {
  it("is narrowed by who, what about and when, all together", async () => {
    const { ben, ada, list } = await newHistory();
    expect(namesOf(await list(`?actor=${ben.id}`))).toEqual([
      "of the second day",
      "workspace.update",
    ]);
    expect(namesOf(await list("?subject=workspace"))).toEqual(["workspace.update"]);
    expect(namesOf(await list("?from=2026-11-02&subject=key"))).toEqual(["of the second day"]);
    expect(namesOf(await list(`?to=2026-11-02&actor=${ada.id}`))).toEqual(["=cmd|' /C calc'!A0"]);
    expect(await list(`?to=2026-11-02&actor=${ben.id}`)).toEqual([]);
    // An underscore is itself here, and no wildcard.
    expect(await list("?subject=ke_")).toEqual([]);
  });

  it("names who made each change, and says what a setting was before", async () => {
    const { list } = await newHistory();
    const [entry] = await list("?action=workspace.update");
    expect(entry).toMatchObject({
      actor_kind: "token",
      actor_name: "admin",
      detail: {
        before: { week_start: "monday", store_prompts: false },
        after: { week_start: "sunday", store_prompts: false },
      },
    });
  });

  it("gives the same pages whatever the filters, and no page of another list", async () => {
    const { read } = await newHistory();
    const first = await read("/api/v1/audit-log?subject=key&limit=1");
    const cursor = encodeURIComponent(String(first.body["next_cursor"]));
    const second = await read(`/api/v1/audit-log?subject=key&limit=1&cursor=${cursor}`);
    expect(second.body["data"]).not.toEqual(first.body["data"]);
    const foreign = await read(`/api/v1/audit-log?limit=1&cursor=${cursor}`);
    expect([foreign.status, fieldsOf(foreign.body)]).toEqual([400, ["cursor"]]);
  });

  it.each([
    ["subject=Key.create", "subject"],
    ["from=yesterday", "from"],
    ["from=2026-11-02&to=2026-11-01", "to"],
    ["colour=red", "colour"],
  ])("refuses %s by the field's name", async (query, field) => {
    const { read } = await newHistory();
    const answer = await read(`/api/v1/audit-log?${query}`);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it("says what it can be narrowed to, of its own workspace alone", async () => {
    const [mine, theirs] = [await newHistory(), await newHistory()];
    const { body } = await mine.read("/api/v1/audit-log/facets");
    const actors = body["actors"] as Json[];
    expect(actors.find(({ id }) => id === mine.ben.id)).toEqual({
      kind: "token",
      id: mine.ben.id,
      name: "admin",
      changes: 2,
    });
    expect(actors.map(({ id }) => id)).not.toContain(theirs.ben.id);
    expect(body["subjects"]).toEqual([
      { subject: "key", changes: 4 },
      { subject: "workspace", changes: 1 },
    ]);
  });

  it("leaves as a file with the rows of the list, no cell of which is a formula", async () => {
    const { read, list } = await newHistory();
    const file = await read("/api/v1/export/audit-log.csv?subject=key");
    expect(file.headers.get("content-disposition")).toMatch(/reelmeter-audit-log_.*_key\.csv/);
    const lines = file.text.trim().split("\r\n");
    expect(lines[0]).toBe("at,actor_kind,actor_id,actor_name,action,target,detail,request_id,ip");
    const rows = await list("?subject=key");
    expect(lines.slice(1).map((line) => line.split(",")[0])).toEqual(rows.map((row) => row["at"]));
    expect(file.text).not.toMatch(/(^|,)[=+@-]/m);
  });
});
