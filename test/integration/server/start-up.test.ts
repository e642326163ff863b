import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { childrenOf } from "../../support/child-of.ts";
import { runServerMain } from "../../support/run-server-main.ts";
import { ended } from "../../support/system-clips.ts";
import { allGenerations, askSummary, booksHold } from "../../support/system-questions.ts";
import { startSystem, type System } from "../../support/system-stack.ts";

const WAIT = { timeout: 30_000, interval: 50 };

describe("a start that can't succeed", () => {
  let empty: string;
  beforeAll(async () => {
    empty = await mkdtemp(join(tmpdir(), "reelmeter-start-"));
  });
  afterAll(() => rm(empty, { recursive: true, force: true }));

  it("names every broken variable, all together, and ends with a code other than 0", async () => {
    const broken = {
      PORT: "eighty",
      HOST: "not a host",
      CLICKHOUSE_URL: "clickhouse",
      CLICKHOUSE_CLUSTER: "two words",
      REELMETER_ROLES: "proxy,janitor",
      REELMETER_ADMIN_TOKEN: "short",
      REELMETER_SECRET_KEY: "short too",
      REELMETER_PUBLIC_URL: "ftp://x",
      REELMETER_CURRENCY: "ducats",
      LOG_LEVEL: "loud",
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
    };
    const { code, stderr, stdout } = await runServerMain({ ...broken, DATA_DIR: empty });
    expect(code).toBe(2);
    const named = [...stderr.matchAll(/^ {2}([A-Z_]+): \S/gm)].map((match) => match[1]);
    expect(new Set(named)).toEqual(new Set([...Object.keys(broken), "DATABASE_URL"]));
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(stdout).toBe("");
  });

  it("asks for a secret key where the databases are one's own", async () => {
    const { code, stderr } = await runServerMain({
      DATA_DIR: empty,
      DATABASE_URL: "postgres://user:password@127.0.0.1:1/nowhere",
      CLICKHOUSE_URL: "http://user:password@127.0.0.1:1/nowhere",
    });
    expect(code).toBe(2);
    expect(stderr).toContain("REELMETER_SECRET_KEY: is required");
  });

  it("ends, and does not wait with an open port, when its Postgres can't be reached", async () => {
    const { code, stderr } = await runServerMain({
      PORT: "0",
      DATA_DIR: empty,
      DATABASE_URL: "postgres://user:password@127.0.0.1:1/nowhere",
      CLICKHOUSE_URL: "http://user:password@127.0.0.1:1/nowhere",
      REELMETER_SECRET_KEY: "0123456789abcdef0123456789abcdef",
    });
    expect(code).toBe(1);
    expect(stderr).toContain("ECONNREFUSED");
    expect(stderr).not.toContain("password");
  });

  it("says that its port is taken, and by which setting to choose another", async () => {
    const holder: Server = createServer();
    await new Promise<void>((open) => holder.listen(0, "127.0.0.1", open));
    const { port } = holder.address() as AddressInfo; // a bound TCP server has one
    const { code, stderr } = await runServerMain({ DATA_DIR: empty, PORT: String(port) });
    await new Promise((closed) => holder.close(closed));
    expect(code).toBe(1);
    expect(stderr).toContain(
      `Port ${port} on 127.0.0.1 is taken by another program. Stop it, or set PORT to another one`,
    );
  });

  it("refuses an argument it does not know, and explains itself with --help", async () => {
    const unknown = await runServerMain({ DATA_DIR: empty }, ["--prot", "80"]);
    expect(unknown).toMatchObject({ code: 2, stdout: "" });
    expect(unknown.stderr).toContain("Unknown argument --prot. Try: npm start -- --help");
    const help = await runServerMain({ DATA_DIR: empty }, ["--help"]);
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const variable of ["DATA_DIR", "DATABASE_URL", "REELMETER_SECRET_KEY", "LOG_LEVEL"]) {
      expect(help.stdout).toContain(variable);
    }
  });
});

describe("a running server", () => {
  let system: System;
  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(() => system.close());

  it("keeps its data directory to itself: a second start is refused and the first goes on", async () => {
    const { dataDir, pid } = system.server();
    const { code, stderr } = await runServerMain({ DATA_DIR: dataDir, PORT: "0" });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `The data directory ${dataDir} is already in use by process ${pid}. Stop that process, or set DATA_DIR to another directory.`,
    );
    expect((await system.server().api("GET", "/readyz")).status).toBe(200);
  });

  it("keeps clips, keys, prices and upstreams over a restart", async () => {
    const { id } = await system.client().videos.create({ prompt: "kept", seconds: "8" });
    await ended(system.client(), id);
    await booksHold(system.server());
    const paths = ["keys", "prices", "upstreams"].map((name) => `/api/v1/${name}?limit=500`);
    const settings = () => Promise.all(paths.map((path) => system.server().api("GET", path)));
    const before = await settings();
    const rows = await allGenerations(system.server());
    const { totals } = await askSummary(system.server());
    expect(totals.spend).toBe("0.800000000");

    await system.restart();
    expect(await settings()).toEqual(withUrl(before, system.server().url));
    expect(await allGenerations(system.server())).toEqual(rows);
    expect((await askSummary(system.server())).totals).toEqual(totals);
    expect((await system.client().videos.retrieve(id)).status).toBe("completed");
    await booksHold(system.server());
  });

  it("lets a create that is under way end on SIGTERM, takes no other, and ends with 0 and no child", async () => {
    const server = system.server();
    system.simulator.control.addFault({ control: "latency=1500", route: "create" });
    const before = system.simulator.ledger().length;
    const creating = system.client().videos.create({ prompt: "on the way", seconds: "4" });
    await expect.poll(() => system.simulator.ledger().length, WAIT).toBe(before + 1);
    const [child] = childrenOf(server.pid, "db/embedded/child");
    expect(child).toBeDefined();
    const stopping = server.kill("SIGTERM");
    const video = await creating;
    await stopping;
    expect(server.exitCode()).toBe(0);
    expect(childrenOf(server.pid, "db/embedded/child")).toEqual([]);
    expect(server.output()).toContain("Stopping: waiting for what is under way");
    await expect(fetch(server.url)).rejects.toThrow();

    system.simulator.control.clearFaults();
    await system.restart();
    expect((await ended(system.client(), video.id)).status).toBe("completed");
    const audit = await booksHold(system.server());
    expect(audit.checks.find(({ id }) => id === "unknown_outcomes")?.status).toBe("holds");
  });
});

/** Addresses in the answers follow the port, which a test does not choose. */
function withUrl<Answer>(answers: Answer, url: string): Answer {
  const text = JSON.stringify(answers).replaceAll(
    /http:\/\/127\.0\.0\.1:\d+(?=\/(?:proxy|hooks)\/)/g,
    url,
  );
  return JSON.parse(text) as Answer;
}
