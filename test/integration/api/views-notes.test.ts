import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedDataPlane } from "../../support/data-plane.ts";
import { openAnalyticStores, type AnalyticStores } from "./analytic-stores.ts";
import {
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";

const NOW = Date.parse("2026-11-22T11:00:00Z");
const plane = sharedDataPlane();
let stores: AnalyticStores;
let api: ApiUnderTest;

beforeAll(async () => {
  stores = await openAnalyticStores(plane());
  api = apiUnderTest(stores);
  api.setNow(NOW);
}, 60_000);
afterAll(async () => {
  await stores.close();
});

/** A workspace with three callers, each with a token of their own. */
async function people() {
  const workspaceId = await newWorkspace(stores.pg);
  const callOf = async (role: "admin" | "viewer") => {
    const { token } = await newToken(api, workspaceId, role);
    return (method: string, path: string, body?: unknown) =>
      api.call(method, `/api/v1${path}`, body === undefined ? { token } : { token, body });
  };
  return {
    admin: await callOf("admin"),
    viewer: await callOf("viewer"),
    other: await callOf("viewer"),
  };
}

const rows = (body: Json) => body["data"] as Json[];
const VIEW = { name: "Remix, weekly", page: "/generations", search: "range=7d&f=feature:remix" };
const NOTE = { at: "2026-11-20T09:00:00+01:00", text: "Launched in France" };

describe("saved views", () => {
  it("are their owner's alone until they are shared, and then everybody's to see but not to change", async () => {
    const { admin, viewer, other } = await people();
    const mine = await viewer("POST", "/views", VIEW);
    expect(mine.status).toBe(201);
    expect(mine.body).toMatchObject({ ...VIEW, visibility: "private", pinned: false });
    const path = `/views/${String(mine.body["id"])}`;
    expect(rows((await admin("GET", "/views")).body)).toEqual([]);
    expect((await admin("PATCH", path, { name: "x" })).status).toBe(404);
    expect((await other("DELETE", path)).status).toBe(404);

    const shared = await admin("POST", "/views", {
      ...VIEW,
      visibility: "workspace",
      pinned: true,
    });
    const seen = rows((await other("GET", "/views")).body);
    expect(seen).toMatchObject([{ id: shared.body["id"], may_change: false, pinned: true }]);
    const sharedPath = `/views/${String(shared.body["id"])}`;
    expect((await other("PATCH", sharedPath, { name: "x" })).status).toBe(403);
    expect((await admin("PATCH", sharedPath, { search: "" })).body).toMatchObject({
      name: VIEW.name,
      search: "",
    });
    expect((await admin("DELETE", sharedPath)).status).toBe(200);
    expect(rows((await other("GET", "/views")).body)).toEqual([]);
  });

  it("are shared by admins only", async () => {
    const { viewer } = await people();
    const refused = await viewer("POST", "/views", { ...VIEW, visibility: "workspace" });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([403, ["visibility"]]);
    const { body } = await viewer("POST", "/views", VIEW);
    const again = await viewer("PATCH", `/views/${String(body["id"])}`, {
      visibility: "workspace",
    });
    expect(again.status).toBe(403);
  });

  it.each([
    ["page", "https://evil.example/"],
    ["page", "//evil.example/"],
    ["page", "/generations?range=7d"],
    ["search", "?range=7d"],
    ["search", "a=1#b"],
    ["name", "  "],
  ])("refuse %s %j by its name", async (field, value) => {
    const { viewer } = await people();
    const refused = await viewer("POST", "/views", { ...VIEW, [field]: value });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, [field]]);
  });

  it("say nothing of a private view in the audit log", async () => {
    const { admin, viewer } = await people();
    await viewer("POST", "/views", { ...VIEW, name: "secret plan" });
    await viewer("POST", "/notes", { ...NOTE, text: "secret plan" });
    const log = await admin("GET", "/audit-log");
    const actions = rows(log.body).map((row) => row["action"]);
    expect(actions.filter((action) => action !== "key.create")).toEqual([
      "note.create",
      "view.create",
    ]);
    expect(log.text).not.toContain("secret");
  });
});

describe("annotations", () => {
  it("are made by our own changes and by notes, the latest first, with what changed", async () => {
    const { admin, viewer, other } = await people();
    const quota = {
      name: "Daily",
      subject: { each: "user" },
      metric: "generations",
      window: { kind: "lifetime" },
      limit: "30",
      mode: "shadow",
    };
    const rule = await admin("POST", "/quotas", quota);
    api.setNow(NOW + 60_000);
    await admin("PUT", `/quotas/${String(rule.body["id"])}`, { ...quota, limit: "20" });
    await admin("POST", "/prices", {
      provider: "openai",
      model: "sora-2",
      unit: "second",
      amount: "0.1",
      currency: "USD",
      valid_from: "2026-01-01",
    });
    api.setNow(NOW);
    await viewer("POST", "/notes", NOTE);
    await admin("POST", "/notes", { ...NOTE, text: "Price war", visibility: "workspace" });
    await admin("POST", "/keys", { name: "no annotation" });

    const period = "/annotations?from=2026-11-20&to=2026-11-23&tz=Europe/Paris";
    const answer = (await viewer("GET", period)).body;
    expect(answer).toMatchObject({ from: "2026-11-19T23:00:00.000Z", more: false });
    const seen = rows(answer);
    const byTime = seen.map((row) => Date.parse(String(row["at"])));
    expect(byTime).toEqual(byTime.toSorted((a, b) => b - a));
    expect(new Set(seen.map((row) => row["action"] ?? row["text"]))).toEqual(
      new Set(["Launched in France", "Price war", "price.create", "quota.change", "quota.create"]),
    );
    expect(seen.length).toBe(5);
    expect(seen.find((row) => row["action"] === "quota.change")).toMatchObject({
      facts: { name: "Daily", metric: "generations", mode_after: "shadow" },
    });
    const { facts } = seen.find((row) => row["action"] === "quota.change") as { facts: Json };
    expect([Number(facts["limit_before"]), Number(facts["limit_after"])]).toEqual([30, 20]);
    expect(seen.find((row) => row["action"] === "price.create")).toMatchObject({
      facts: { model: "sora-2", provider: "openai", unit: "second", currency: "USD" },
    });
    const others = rows((await other("GET", period)).body);
    expect(others.map((row) => row["text"] ?? "").filter((text) => text !== "")).toEqual([
      "Price war",
    ]);
    const before = await viewer("GET", "/annotations?from=2026-10-01&to=2026-10-02");
    expect(rows(before.body)).toEqual([]);
  });

  it("move with their note, and go with it", async () => {
    const { viewer } = await people();
    const made = await viewer("POST", "/notes", NOTE);
    const path = `/notes/${String(made.body["id"])}`;
    const moved = await viewer("PATCH", path, { at: "2026-11-21T00:00:00Z" });
    expect(moved.body).toMatchObject({ text: NOTE.text, at: "2026-11-21T00:00:00.000Z" });
    const period = "/annotations?from=2026-11-21&to=2026-11-22&tz=UTC";
    expect(rows((await viewer("GET", period)).body)).toMatchObject([
      { source: "note", may_change: true },
    ]);
    await viewer("DELETE", path);
    expect(rows((await viewer("GET", period)).body)).toEqual([]);
  });

  it.each([
    ["at", "2026-11-21"],
    ["at", "0001-01-01T00:00:00Z"],
    ["text", ""],
    ["text", "x".repeat(501)],
  ])("refuse a note's %s %j by its name", async (field, value) => {
    const { viewer } = await people();
    const refused = await viewer("POST", "/notes", { ...NOTE, [field]: value });
    expect([refused.status, fieldsOf(refused.body)]).toEqual([400, [field]]);
  });
});
