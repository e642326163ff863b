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
  type ApiUnderTest,
  type Json,
} from "./api-under-test.ts";
import { unreachableClickHouse } from "./unreachable-clickhouse.ts";

const PASSWORD = "correct horse battery staple";
const ORIGIN = { origin: PUBLIC_URL };
const MINUTE_MS = 60_001;
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

/** Moves on with each visitor: the limit on tries is about ten in a minute. */
let nowMs = Date.now();
let people = 0;
const newEmail = () => `person-${(people += 1)}@example.com`;

/** A workspace with a token of each role. */
async function newHouse() {
  const id = await newWorkspace(api.deps.pg);
  const tokenOf = async (role: "owner" | "admin" | "viewer") =>
    (await newToken(api, id, role)).token;
  return {
    id,
    owner: await tokenOf("owner"),
    admin: await tokenOf("admin"),
    viewer: await tokenOf("viewer"),
  };
}
type House = Awaited<ReturnType<typeof newHouse>>;

function invite(token: string, body: Json) {
  return api.call("POST", "/api/v1/invitations", { token, body });
}

const secretOf = (body: Json) => String(body["url"]).split("#")[1] ?? "";

function accept(body: Json) {
  api.setNow((nowMs += MINUTE_MS));
  return api.call("POST", "/api/v1/invitations/accept", { body, headers: ORIGIN });
}

/** Somebody who has come in by a link, with their session. */
async function join(house: House, role: string, email = newEmail()) {
  const { body } = await invite(house.owner, { email, role });
  const entered = await accept({ token: secretOf(body), name: "Ben", password: PASSWORD });
  expect(entered.status).toBe(201);
  const members = await membersOf(house.viewer);
  const member = members.find((row) => row["email"] === email) ?? {};
  return { email, id: String(member["id"]), cookie: sessionCookie(entered.headers) };
}

async function membersOf(token: string): Promise<Json[]> {
  return (await api.call("GET", "/api/v1/members", { token })).body["data"] as Json[];
}

async function logOf(house: House, subject: string): Promise<Json[]> {
  const path = `/api/v1/audit-log?subject=${subject}`;
  return (await api.call("GET", path, { token: house.viewer })).body["data"] as Json[];
}

const me = (cookie: string) => api.call("GET", "/api/v1/me", { cookie });

describe("an invitation", () => {
  it("lets one person in, once, with its role, signed in to its workspace", async () => {
    const house = await newHouse();
    const email = newEmail();
    const made = await invite(house.admin, { email: email.toUpperCase(), role: "admin" });
    expect(made.body).toMatchObject({ email, role: "admin", status: "pending" });
    const token = secretOf(made.body);
    const shown = await api.call("POST", "/api/v1/invitations/open", { body: { token } });
    expect(shown.body).toMatchObject({ workspace: house.id, email, has_account: false });

    const entered = await accept({ token, name: "Ben", password: PASSWORD });
    expect(entered.status).toBe(201);
    const seen = await me(sessionCookie(entered.headers));
    expect(seen.body).toMatchObject({
      role: "admin",
      user: { name: "Ben", email },
      workspace: { id: house.id },
    });
    expect((await accept({ token, name: "Eve", password: PASSWORD })).status).toBe(404);
    expect((await membersOf(house.viewer)).map((row) => row["email"])).toEqual([email]);
    const actions = (await logOf(house, "invitation")).map((row) => row["action"]);
    expect(actions).toEqual(["invitation.accept", "invitation.create"]);
  });

  it("lets one in of many that come together with it", async () => {
    const house = await newHouse();
    const token = secretOf((await invite(house.owner, { email: newEmail() })).body);
    const answers = await Promise.all(
      ["a", "b", "c", "d"].map((name) => accept({ token, name, password: PASSWORD })),
    );
    const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
    expect(statuses).toEqual([201, 404, 404, 404]);
    expect((await membersOf(house.viewer)).length).toBe(1);
  });

  it("is nowhere but in its one answer: not in the list, the log or the database", async () => {
    const house = await newHouse();
    const secret = secretOf((await invite(house.owner, { email: newEmail() })).body);
    const list = await api.call("GET", "/api/v1/invitations", { token: house.owner });
    const log = await api.call("GET", "/api/v1/audit-log", { token: house.owner });
    const [row] = await api.deps.pg.sql<{ all: string }[]>`
      select string_agg(invitations::text, ' ') as all from invitations`;
    for (const text of [list.text, log.text, row?.all, ...api.logged]) {
      expect(text).not.toContain(secret);
    }
  });

  it("ends by its time, when taken back, and when another goes to the same address", async () => {
    const house = await newHouse();
    const email = newEmail();
    const first = await invite(house.owner, { email, expires_in_days: 1 });
    const second = await invite(house.owner, { email, expires_in_days: 1 });
    const open = async (body: Json) =>
      (await api.call("POST", "/api/v1/invitations/open", { body: { token: secretOf(body) } }))
        .status;
    expect([await open(first.body), await open(second.body)]).toEqual([404, 200]);
    api.setNow(nowMs + DAY_MS + 1_000);
    expect(await open(second.body)).toBe(404);
    api.setNow(nowMs);
    const path = `/api/v1/invitations/${String(second.body["id"])}`;
    const revoked = await api.call("DELETE", path, { token: house.admin });
    expect(revoked.body).toMatchObject({ status: "revoked" });
    expect(await open(second.body)).toBe(404);
  });

  it("opens the account that its address has with that account's password, and no other", async () => {
    const [first, second] = [await newHouse(), await newHouse()];
    const { email } = await join(first, "viewer");
    const made = await invite(second.owner, { email, role: "owner" });
    const token = secretOf(made.body);
    const wrong = await accept({ token, password: "another long password" });
    expect([wrong.status, fieldsOf(wrong.body)]).toEqual([400, ["password"]]);
    const right = await accept({ token, password: PASSWORD });
    const seen = await me(sessionCookie(right.headers));
    expect(seen.body).toMatchObject({ role: "owner", workspace: { id: second.id } });
    expect((seen.body["workspaces"] as Json[]).map((row) => row["id"])).toEqual([
      first.id,
      second.id,
    ]);
  });

  it.each([
    ["viewer", "viewer", 403],
    ["admin", "owner", 403],
    ["admin", "admin", 201],
    ["owner", "owner", 201],
  ] as const)("of a %s to the role %s is answered %i", async (who, role, status) => {
    const house = await newHouse();
    expect((await invite(house[who], { email: newEmail(), role })).status).toBe(status);
  });

  it.each([
    [{ email: "nobody" }, "email"],
    [{ email: "a@example.com", role: "god" }, "role"],
    [{ email: "a@example.com", expires_in_days: 0 }, "expires_in_days"],
    [{ email: "a@example.com", expires_in_days: 31 }, "expires_in_days"],
    [{ email: "a@example.com", colour: "red" }, "colour"],
  ])("with %j is refused by the field's name", async (body, field) => {
    const house = await newHouse();
    const answer = await invite(house.owner, body);
    expect([answer.status, fieldsOf(answer.body)]).toEqual([400, [field]]);
  });

  it("needs a name for a new account, and a password that is long enough", async () => {
    const house = await newHouse();
    const token = secretOf((await invite(house.owner, { email: newEmail() })).body);
    const nameless = await accept({ token, password: PASSWORD });
    expect([nameless.status, fieldsOf(nameless.body)]).toEqual([400, ["name"]]);
    const short = await accept({ token, name: "Ben", password: "short" });
    expect([short.status, fieldsOf(short.body)]).toEqual([400, ["password"]]);
    expect((await accept({ token, name: "Ben", password: PASSWORD })).status).toBe(201);
  });
});

describe("a member", () => {
  const change = (token: string, id: string, role: string) =>
    api.call("PATCH", `/api/v1/members/${id}`, { token, body: { role } });

  it("gets another role, which counts from the next call on", async () => {
    const house = await newHouse();
    const ben = await join(house, "viewer");
    const key = { cookie: ben.cookie, headers: ORIGIN, body: { name: "x" } };
    expect((await api.call("POST", "/api/v1/keys", key)).status).toBe(403);
    expect((await change(house.admin, ben.id, "admin")).status).toBe(200);
    expect((await api.call("POST", "/api/v1/keys", key)).status).toBe(201);
    const [entry] = await logOf(house, "member");
    expect(entry?.["detail"]).toMatchObject({
      email: ben.email,
      before: { role: "viewer" },
      after: { role: "admin" },
    });
  });

  it("is refused at once when removed, and so are the links that they gave out", async () => {
    const house = await newHouse();
    const ben = await join(house, "admin");
    const given = await api.call("POST", "/api/v1/invitations", {
      cookie: ben.cookie,
      headers: ORIGIN,
      body: { email: newEmail(), role: "admin" },
    });
    const removed = await api.call("DELETE", `/api/v1/members/${ben.id}`, { token: house.admin });
    expect(removed.status).toBe(200);
    expect((await me(ben.cookie)).status).toBe(401);
    const [row] = await api.deps.pg.sql<{ n: number }[]>`
      select count(*)::int as n from sessions s join users u on u.id = s.user_id
      where u.email = ${ben.email}`;
    expect(row?.n).toBe(0);
    expect(
      (await accept({ token: secretOf(given.body), name: "Eve", password: PASSWORD })).status,
    ).toBe(404);
    expect(await membersOf(house.viewer)).toEqual([]);
  });

  it("of two workspaces, removed from one, stays in the other", async () => {
    const [first, second] = [await newHouse(), await newHouse()];
    const ben = await join(first, "viewer");
    const token = secretOf((await invite(second.owner, { email: ben.email })).body);
    const cookie = sessionCookie((await accept({ token, password: PASSWORD })).headers);
    const there = (await membersOf(second.viewer)).find((row) => row["email"] === ben.email);
    await api.call("DELETE", `/api/v1/members/${String(there?.["id"])}`, { token: second.owner });
    expect((await me(cookie)).body).toMatchObject({ workspace: { id: first.id } });
    const named = await api.call("GET", "/api/v1/me", {
      cookie,
      headers: { "reelmeter-workspace": second.id },
    });
    expect(named.status).toBe(401);
  });

  it("who is the last owner stays one, however many try together", async () => {
    const house = await newHouse();
    const ada = await join(house, "owner");
    expect((await change(house.owner, ada.id, "admin")).status).toBe(409);
    expect(
      (await api.call("DELETE", `/api/v1/members/${ada.id}`, { token: house.owner })).status,
    ).toBe(409);
    const ben = await join(house, "owner");
    const both = await Promise.all(
      [ada, ben].map(({ id }) => change(house.owner, id, "viewer").then(({ status }) => status)),
    );
    expect(both.toSorted((a, b) => a - b)).toEqual([200, 409]);
    const owners = (await membersOf(house.viewer)).filter((row) => row["role"] === "owner");
    expect(owners.length).toBe(1);
  });

  it("with more rights than the caller's is out of the caller's reach", async () => {
    const house = await newHouse();
    const ada = await join(house, "owner");
    const statuses = [
      (await change(house.admin, ada.id, "viewer")).status,
      (await api.call("DELETE", `/api/v1/members/${ada.id}`, { token: house.admin })).status,
      (await api.call("POST", `/api/v1/members/${ada.id}/sign-out`, { token: house.admin })).status,
    ];
    expect(statuses).toEqual([403, 403, 403]);
    const ben = await join(house, "viewer");
    expect((await change(house.admin, ben.id, "owner")).status).toBe(403);
  });

  it("is signed out everywhere, and may sign in again", async () => {
    const house = await newHouse();
    const ben = await join(house, "viewer");
    const credentials = { email: ben.email, password: PASSWORD };
    const signIn = () =>
      api.call("POST", "/api/auth/sign-in/email", { body: credentials, headers: ORIGIN });
    const second = sessionCookie((await signIn()).headers);
    expect((await membersOf(house.viewer))[0]?.["sessions"]).toBe(2);
    await api.call("POST", `/api/v1/members/${ben.id}/sign-out`, { token: house.admin });
    expect([(await me(ben.cookie)).status, (await me(second)).status]).toEqual([401, 401]);
    expect((await me(sessionCookie((await signIn()).headers))).status).toBe(200);
  });

  it("was last seen when last calling, some minutes exact", async () => {
    const house = await newHouse();
    const ben = await join(house, "viewer");
    const start = nowMs + 600_000;
    const seenAt = async () =>
      Date.parse(String((await membersOf(house.viewer))[0]?.["last_seen_at"]));
    api.setNow(start);
    await me(ben.cookie);
    api.setNow(start + 60_000);
    await me(ben.cookie);
    expect(await seenAt()).toBe(start);
    api.setNow(start + 3_600_000);
    await me(ben.cookie);
    expect(await seenAt()).toBe(start + 3_600_000);
    api.setNow(nowMs);
  });
});

describe("another workspace", () => {
  it("is its maker's own: empty, apart from the first, and opened by a switch", async () => {
    const house = await newHouse();
    const ada = await join(house, "owner");
    const as = { cookie: ada.cookie, headers: ORIGIN };
    await api.call("POST", "/api/v1/keys", { ...as, body: { name: "of the first" } });
    const made = await api.call("POST", "/api/v1/workspaces", {
      ...as,
      body: { name: "Über Films" },
    });
    expect(made.body["slug"]).toMatch(/^u-ber-films-[0-9a-f]{6}$/);
    const { id } = made.body;
    await api.call("POST", "/api/auth/organization/set-active", {
      ...as,
      body: { organizationId: id },
    });
    expect((await me(ada.cookie)).body).toMatchObject({ role: "owner", workspace: { id } });
    expect((await api.call("GET", "/api/v1/keys", as)).body["data"]).toEqual([]);
    const others = { ...as, body: { organizationId: (await newHouse()).id } };
    await api.call("POST", "/api/auth/organization/set-active", others);
    expect((await me(ada.cookie)).body).toMatchObject({ workspace: { id: house.id } });
  });

  it("is not made by a token, which is nobody who could own it", async () => {
    const answer = await api.call("POST", "/api/v1/workspaces", {
      token: ADMIN_TOKEN,
      body: { name: "x" },
    });
    expect(answer.status).toBe(403);
  });
});

describe("the sign-in library's own doors to members", () => {
  it("stay shut, for what they do is in no log", async () => {
    const house = await newHouse();
    const { cookie } = await join(house, "owner");
    const doors = ["invite-member", "remove-member", "update-member-role", "leave"];
    for (const door of [...doors, "accept-invitation", "cancel-invitation"]) {
      const answer = await api.call("POST", `/api/auth/organization/${door}`, {
        cookie,
        headers: ORIGIN,
        body: { organizationId: house.id },
      });
      expect([door, answer.status]).toEqual([door, 404]);
    }
  });
});
