import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { z } from "zod";
import { createApi } from "../../../api/create-api.ts";
import type { ApiDeps } from "../../../api/deps.ts";
import type { ApiApp } from "../../../api/http/api-env.ts";
import { problem } from "../../../api/contract/problem.ts";
import type { Postgres } from "../../../db/postgres/client.ts";
import { workspaces } from "../../../db/postgres/schema/identity.ts";

export const PUBLIC_URL = "http://reelmeter.test:4080";
export const SETUP_TOKEN = "setup-token-of-this-test-run";
export const ADMIN_TOKEN = "static-admin-token-of-this-test-run-0123456789";

export type Json = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  readonly text: string;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly token?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The api over real stores, called as a client calls it; every answer is checked against its route's schema. */
export interface ApiUnderTest {
  readonly app: ApiApp;
  readonly deps: ApiDeps;
  readonly logged: string[];
  readonly refreshes: () => number;
  setNow(atMs: number): void;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
}

export function apiUnderTest(
  stores: Pick<ApiDeps, "pg" | "ch">,
  change: Partial<ApiDeps> = {},
): ApiUnderTest {
  const logged: string[] = [];
  let refreshes = 0;
  let nowMs: number | null = null;
  const log = (fields: object, message: string) => {
    logged.push(`${message} ${describe(fields)}`);
  };
  const deps: ApiDeps = {
    ...stores,
    masterKey: randomBytes(32),
    sessionSecret: "session-secret-of-this-test-run-0123456789",
    adminToken: ADMIN_TOKEN,
    publicUrl: PUBLIC_URL,
    setupToken: SETUP_TOKEN,
    currency: "USD",
    version: "0.0.0",
    clock: () => nowMs ?? Date.now(),
    log: { info: log, warn: log, error: log },
    demo: null,
    directoryRefresh: async () => {
      refreshes += 1;
    },
    live: () => ({ spool: null }),
    processFacts: () => ({
      startedAtMs: Date.parse("2026-01-01T00:00:00Z"),
      node: process.version,
      roles: ["api"],
      stores: "embedded",
      memoryBytes: 1,
      disk: null,
      configuration: [],
    }),
    bi: { kind: "server", url: "http://clickhouse.test:8123" },
    stopping: new AbortController().signal,
    ...change,
  };
  const app = createApi(deps);
  return {
    app,
    deps,
    logged,
    refreshes: () => refreshes,
    setNow(atMs) {
      nowMs = atMs;
    },
    call: (method, path, options = {}) => call(app, method, path, options),
  };
}

async function call(
  app: ApiApp,
  method: string,
  path: string,
  options: CallOptions,
): Promise<Answer> {
  const headers = new Headers(options.headers);
  if (options.token !== undefined) headers.set("authorization", `Bearer ${options.token}`);
  if (options.cookie !== undefined) headers.set("cookie", options.cookie);
  if (options.body !== undefined && !headers.has("content-type")) {
    headers.set("content-type", "application/json");
  }
  const raw = options.body;
  const response = await app.request(`${PUBLIC_URL}${path}`, {
    method,
    headers,
    ...(raw === undefined ? {} : { body: typeof raw === "string" ? raw : JSON.stringify(raw) }),
  });
  const text = await response.text();
  const json = /json/.test(response.headers.get("content-type") ?? "");
  const body: Json = json && text !== "" ? JSON.parse(text) : {};
  checkAnswer(app, method, path, response, body);
  return { status: response.status, headers: response.headers, body, text };
}

/** Fails unless the answer is what the route declares, to the last member. */
function checkAnswer(app: ApiApp, method: string, path: string, response: Response, body: Json) {
  if (!path.startsWith("/api/v1/") || path.startsWith("/api/v1/openapi.json")) return;
  expect(response.headers.get("cache-control")).toBe("no-store");
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  if (!response.ok) {
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    problem.strict().parse(body);
    expect(body["status"]).toBe(response.status);
    return;
  }
  const type = response.headers.get("content-type")?.split(";")[0] ?? "application/json";
  const declared = declaredSchema(app, method, path, response.status, type);
  if (declared === null) throw new Error(`${method} ${path} answers ${response.status} undeclared`);
  // A file is read by the tests that are about it.
  if (type !== "application/json") return;
  const parsed = declared.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  expect(Object.keys(parsed.data as object).toSorted()).toEqual(Object.keys(body).toSorted());
}

function declaredSchema(app: ApiApp, method: string, path: string, status: number, type: string) {
  const plain = path.split("?")[0] ?? path;
  for (const definition of app.openAPIRegistry.definitions) {
    if (definition.type !== "route") continue;
    const { route } = definition;
    const pattern = new RegExp(`^${route.path.replace(/\{[^}]+\}/g, "[^/]+")}$`);
    if (route.method !== method.toLowerCase() || !pattern.test(plain)) continue;
    const answer = route.responses[status];
    const content = answer !== undefined && "content" in answer ? answer.content : undefined;
    const media = content?.[type];
    if (media !== undefined && "schema" in media && media.schema instanceof z.ZodType) {
      return media.schema;
    }
  }
  return null;
}

/** A fresh workspace, so that tests don't see each other. */
export async function newWorkspace(pg: Postgres): Promise<string> {
  const id = `ws_${randomBytes(6).toString("hex")}`;
  await pg.drizzle.insert(workspaces).values({ id, name: id, slug: id.replace("_", "-") });
  return id;
}

/** A token of a role in a workspace, made through the api. */
export async function newToken(
  api: ApiUnderTest,
  workspaceId: string,
  role: "owner" | "admin" | "viewer",
): Promise<{ token: string; id: string }> {
  const made = await api.call("POST", "/api/v1/keys", {
    token: ADMIN_TOKEN,
    headers: { "reelmeter-workspace": workspaceId },
    body: { name: role, kind: "admin", role },
  });
  expect(made.status).toBe(201);
  return { token: String(made.body["key"]), id: String(made.body["id"]) };
}

/** The value of the session cookie that an answer sets. */
export function sessionCookie(headers: Headers): string {
  const cookie = headers.getSetCookie().find((each) => each.includes("session_token="));
  return cookie?.split(";")[0] ?? "";
}

function describe(fields: object): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}=${value instanceof Error ? `${value.stack}` : String(value)}`)
    .join(" ");
}

/** The fields that a refusal names. */
export function fieldsOf(body: Json): string[] {
  const errors = body["errors"];
  return Array.isArray(errors) ? errors.map((each: { field: string }) => each.field) : [];
}
