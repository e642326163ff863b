import { describe, expect, it } from "vitest";
import { parseConfig } from "../../../server/config.ts";
import { processFacts } from "../../../server/process-facts.ts";

function factsOf(env: Record<string, string>) {
  const parsed = parseConfig(env);
  if (parsed.kind === "faulty") throw new Error(JSON.stringify(parsed.faults));
  return processFacts(parsed.config, 0, parsed.config.publicUrl ?? "http://127.0.0.1:4080");
}

const SERVERS = {
  DATABASE_URL: "postgres://user:canary@db:5432/reelmeter",
  CLICKHOUSE_URL: "http://user:canary@ch:8123/reelmeter",
  REELMETER_SECRET_KEY: "canary-canary-canary-canary-canary-canary",
  REELMETER_ADMIN_TOKEN: "canary-canary-canary-canary-canary-canary",
};

describe("what a process tells about itself", () => {
  it("holds no secret, and no address with a password in it", () => {
    const facts = factsOf({ ...SERVERS, REELMETER_PUBLIC_URL: "https://reelmeter.example" });
    expect(JSON.stringify(facts)).not.toContain("canary");
    expect(facts.stores).toBe("servers");
    expect(facts.configuration.filter(({ advice }) => advice !== "fine")).toEqual([]);
  });

  it("knows no disk where there is no data directory", () => {
    expect(factsOf({ ...SERVERS, DATA_DIR: "/nowhere/at/all" }).disk).toBeNull();
    expect(factsOf({ DATA_DIR: "/tmp" }).disk?.totalBytes).toBeGreaterThan(0);
  });

  it.each([
    [{}, "public_url_loopback"],
    [{ REELMETER_PUBLIC_URL: "http://reelmeter.example" }, "public_url_without_tls"],
    [{ REELMETER_PUBLIC_URL: "https://reelmeter.example" }, "fine"],
  ])("advises on the public address of %j", (env, advice) => {
    const { configuration } = factsOf(env);
    const url = configuration.find(({ variable }) => variable === "REELMETER_PUBLIC_URL");
    expect(url?.advice).toBe(advice);
  });
});
