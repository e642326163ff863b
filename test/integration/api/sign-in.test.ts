import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withPostgres, type PostgresServer } from "../../support/postgres.ts";
import {
  ADMIN_TOKEN,
  apiUnderTest,
  fieldsOf,
  newToken,
  newWorkspace,
  PUBLIC_URL,
  sessionCookie,
  SETUP_TOKEN,
  type ApiUnderTest,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const OWNER = { name: "Ada", email: "Ada@example.com", password: "correct horse battery staple" };
const ORIGIN = { origin: PUBLIC_URL };

let server: PostgresServer;

beforeAll(async () => {
  server = await withPostgres("server");
});
afterAll(async () => {
  await server.close();
});

async function fresh(change: Parameters<typeof apiUnderTest>[1] = {}): Promise<ApiUnderTest> {
  return apiUnderTest({ pg: await server.database(), ch: unreachableClickHouse() }, change);
}

async function setUp(api: ApiUnderTest) {
  return api.call("POST", "/api/v1/setup/owner", {
    body: { token: SETUP_TOKEN, ...OWNER },
    headers: ORIGIN,
  });
}

function signIn(api: ApiUnderTest, password: string, headers: Record<string, string> = ORIGIN) {
  return api.call("POST", "/api/auth/sign-in/email", {
    body: { email: OWNER.email, password },
    headers,
  });
}

describe("the first owner", () => {
  it("is made with the printed token, signed in at once, and only once", async () => {
    const api = await fresh();
    const before = await api.call("GET", "/api/v1/setup");
    expect(before.body).toEqual({
      needs_owner: true,
      signed_in: false,
      state: "needs-owner",
      demo: null,
    });
    const made = await setUp(api);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      role: "owner",
      user: { email: "ada@example.com" },
      workspace: { id: "default" },
    });
    const cookie = sessionCookie(made.headers);
    const me = await api.call("GET", "/api/v1/me", { cookie });
    expect(me.body).toMatchObject({ kind: "user", user: { name: "Ada" }, role: "owner" });
    const after = await api.call("GET", "/api/v1/setup", { cookie });
    expect(after.body).toMatchObject({
      needs_owner: false,
      signed_in: true,
      state: "needs-upstream",
    });
    expect((await setUp(api)).status).toBe(403);
  });

  it("is one, however many come together with the token", async () => {
    const api = await fresh();
    const answers = await Promise.all(
      ["a", "b", "c"].map((name) =>
        api.call("POST", "/api/v1/setup/owner", {
          body: {
            token: SETUP_TOKEN,
            name,
            email: `${name}@example.com`,
            password: OWNER.password,
          },
          headers: ORIGIN,
        }),
      ),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([201, 403, 403]);
    const [row] = await api.deps.pg.sql<{ n: number }[]>`select count(*)::int as n from users`;
    expect(row?.n).toBe(1);
  });

  it.each([
    [{ token: "guess" }, 403, undefined],
    [{ password: "short" }, 400, "password"],
    [{ password: "x".repeat(257) }, 400, "password"],
    [{ email: "nobody" }, 400, "email"],
    [{ role: "owner" }, 400, "role"],
  ])("is not made with %j", async (change, status, field) => {
    const api = await fresh();
    const answer = await api.call("POST", "/api/v1/setup/owner", {
      body: { token: SETUP_TOKEN, ...OWNER, ...change },
      headers: ORIGIN,
    });
    const errors = answer.body["errors"] as { field: string }[] | undefined;
    expect([answer.status, errors?.[0]?.field]).toEqual([status, field]);
  });

  it("can't be made over HTTP when the server has no token to give", async () => {
    const api = await fresh({ setupToken: null });
    expect((await setUp(api)).status).toBe(403);
  });
});

describe("a session", () => {
  it("is a cookie that scripts can't read and other sites don't send", async () => {
    const api = await fresh();
    const plain = (await setUp(api)).headers.getSetCookie().join("\n");
    expect(plain).toMatch(/reelmeter\.session_token=.*HttpOnly/i);
    expect(plain).toMatch(/SameSite=Lax/i);
    expect(plain).not.toMatch(/; Secure/i);
    const secure = await fresh({ publicUrl: "https://reelmeter.example" });
    const answer = await secure.call("POST", "/api/v1/setup/owner", {
      body: { token: SETUP_TOKEN, ...OWNER },
      headers: { origin: "https://reelmeter.example" },
    });
    expect(answer.headers.getSetCookie().join("\n")).toMatch(/__Secure-.*; Secure/i);
  });

  it("ends with the sign-out, at once", async () => {
    const api = await fresh();
    const cookie = sessionCookie((await setUp(api)).headers);
    const out = await api.call("POST", "/api/auth/sign-out", { cookie, body: {}, headers: ORIGIN });
    expect(out.status).toBe(200);
    expect((await api.call("GET", "/api/v1/me", { cookie })).status).toBe(401);
  });

  it("begins with the right password only, and the refusal is the same for unknown people", async () => {
    const api = await fresh();
    await setUp(api);
    const right = await signIn(api, OWNER.password);
    expect(right.status).toBe(200);
    const wrong = await signIn(api, "wrong password here");
    const unknown = await api.call("POST", "/api/auth/sign-in/email", {
      body: { email: "nobody@example.com", password: "wrong password here" },
      headers: ORIGIN,
    });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect(wrong.text).toBe(unknown.text);
  });

  it("is refused after ten tries in a minute, and possible again a minute later", async () => {
    const api = await fresh();
    await setUp(api);
    const start = Date.now();
    api.setNow(start);
    const statuses: number[] = [];
    for (let index = 0; index < 11; index += 1) {
      statuses.push((await signIn(api, "wrong password here")).status);
    }
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(1);
    expect((await signIn(api, OWNER.password)).status).toBe(429);
    api.setNow(start + 61_000);
    expect((await signIn(api, OWNER.password)).status).toBe(200);
  });

  it("can't be had by signing up, and no other door of the library is open", async () => {
    const api = await fresh();
    const paths = ["sign-up/email", "request-password-reset", "delete-user", "organization/create"];
    for (const path of paths) {
      const answer = await api.call("POST", `/api/auth/${path}`, {
        body: { name: "Eve", email: "eve@example.com", password: "a long enough one", slug: "x" },
        headers: ORIGIN,
      });
      expect([path, answer.status]).toEqual([path, 404]);
    }
  });
});

describe("a change with a session", () => {
  const body = { name: "made by a page" };

  it.each([
    ["another site's origin", { origin: "https://evil.example" }, 403],
    ["a look-alike origin", { origin: `${PUBLIC_URL}.evil.example` }, 403],
    ["the origin null", { origin: "null" }, 403],
    ["no origin at all", {}, 403],
    ["a cross-site fetch", { origin: PUBLIC_URL, "sec-fetch-site": "cross-site" }, 403],
    ["a same-site fetch of a neighbour", { "sec-fetch-site": "same-site" }, 403],
    ["our own origin", { origin: PUBLIC_URL }, 201],
    ["a same-origin fetch", { "sec-fetch-site": "same-origin" }, 201],
    ["a form's content type", { origin: PUBLIC_URL, "content-type": "text/plain" }, 415],
    ["a form", { origin: PUBLIC_URL, "content-type": "application/x-www-form-urlencoded" }, 415],
  ])("with %s is answered as it should", async (_name, headers, status) => {
    const api = await fresh();
    const cookie = sessionCookie((await setUp(api)).headers);
    const answer = await api.call("POST", "/api/v1/keys", { cookie, body, headers });
    expect(answer.status).toBe(status);
  });

  it("is never opened to another site by CORS headers", async () => {
    const api = await fresh();
    for (const origin of ["https://evil.example", "null", PUBLIC_URL]) {
      const answer = await api.call("GET", "/api/v1/setup", { headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  it("can't sign a visitor in as somebody else from another site", async () => {
    const api = await fresh();
    await setUp(api);
    expect((await signIn(api, OWNER.password, { origin: "https://evil.example" })).status).toBe(
      403,
    );
  });
});

describe("a bearer token", () => {
  it.each([
    "",
    "x",
    "rm_admin_",
    `${ADMIN_TOKEN}x`,
    ADMIN_TOKEN.slice(1),
    `rm_live_${"a".repeat(43)}`,
    "x".repeat(10_000),
    "' or 1=1 --",
  ])("that is unknown is refused: %s", async (token) => {
    const api = await fresh();
    const answer = await api.call("GET", "/api/v1/keys", {
      headers: { authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.body["code"]]).toEqual([401, "signed_out"]);
  });

  it("of the environment works in the default workspace or in the one it names", async () => {
    const api = await fresh();
    const id = await newWorkspace(api.deps.pg);
    const here = await api.call("GET", "/api/v1/me", { token: ADMIN_TOKEN });
    expect(here.body).toMatchObject({ workspace: { id: "default" }, role: "owner" });
    for (const name of [id, id.replace("_", "-")]) {
      const there = await api.call("GET", "/api/v1/me", {
        token: ADMIN_TOKEN,
        headers: { "reelmeter-workspace": name },
      });
      expect(there.body).toMatchObject({ workspace: { id } });
    }
    const nowhere = await api.call("GET", "/api/v1/me", {
      token: ADMIN_TOKEN,
      headers: { "reelmeter-workspace": "nowhere" },
    });
    expect(nowhere.status).toBe(404);
  });

  it("of one workspace stays in it, whatever workspace it names", async () => {
    const api = await fresh();
    const [one, two] = [await newWorkspace(api.deps.pg), await newWorkspace(api.deps.pg)];
    const { token } = await newToken(api, one, "owner");
    const answer = await api.call("GET", "/api/v1/me", {
      token,
      headers: { "reelmeter-workspace": two },
    });
    expect(answer.body).toMatchObject({ workspace: { id: one } });
  });

  it("stops working when it expires", async () => {
    const api = await fresh();
    const start = Date.now();
    api.setNow(start);
    const made = await api.call("POST", "/api/v1/keys", {
      token: ADMIN_TOKEN,
      body: { name: "x", kind: "admin", expires_at: new Date(start + 60_000).toISOString() },
    });
    const token = String(made.body["key"]);
    expect((await api.call("GET", "/api/v1/me", { token })).body["role"]).toBe("viewer");
    api.setNow(start + 60_000);
    expect((await api.call("GET", "/api/v1/me", { token })).status).toBe(401);
  });
});

describe("what goes wrong", () => {
  it("is answered with the request id alone, and logged with it", async () => {
    const api = await fresh({
      directoryRefresh: async () => {
        throw new Error("canary: password of the database is hunter2");
      },
    });
    const answer = await api.call("POST", "/api/v1/keys", {
      token: ADMIN_TOKEN,
      body: { name: "x" },
    });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("canary");
    expect(answer.text).toContain(String(answer.body["request_id"]));
    expect(api.logged.join("\n")).toContain(String(answer.body["request_id"]));
  });

  it.each(["{", '{"name":', "[", "nul"])("a body that is no JSON is a 400: %s", async (body) => {
    const api = await fresh();
    const answer = await api.call("POST", "/api/v1/keys", { token: ADMIN_TOKEN, body });
    expect([answer.status, answer.body["code"]]).toEqual([400, "malformed_json"]);
  });

  it("a body over a mebibyte is a 413, with and without a length", async () => {
    const api = await fresh();
    const body = JSON.stringify({ name: "x".repeat(1_048_576) });
    const answer = await api.call("POST", "/api/v1/keys", { token: ADMIN_TOKEN, body });
    expect(answer.status).toBe(413);
  });

  it("names that objects are born with are refused like any other unknown one", async () => {
    const api = await fresh();
    for (const name of ["__proto__", "constructor"]) {
      const body = `{"name":"x","${name}":{"role":"owner"}}`;
      const answer = await api.call("POST", "/api/v1/keys", { token: ADMIN_TOKEN, body });
      expect([name, answer.status]).toEqual([name, 400]);
    }
  });

  it("a member that a parser would drop is named, not left out: its rule would be about everybody", async () => {
    const api = await fresh();
    for (const name of ["__proto__", "\\u005f_proto__"]) {
      const body = `{"name":"x","subject":{"${name}":"a"},"metric":"generations","window":{"kind":"lifetime"},"limit":"1","mode":"block"}`;
      const answer = await api.call("POST", "/api/v1/quotas", { token: ADMIN_TOKEN, body });
      expect([answer.status, fieldsOf(answer.body)]).toEqual([400, ["subject.__proto__"]]);
    }
  });
});
