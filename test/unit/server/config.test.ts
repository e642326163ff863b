import { describe, expect, it } from "vitest";
import { describeFaults, parseConfig } from "../../../server/config.ts";

const config = (env: Record<string, string> = {}) => {
  const result = parseConfig(env);
  if (result.kind === "faulty") throw new Error(describeFaults(result.faults));
  return result.config;
};
const faults = (env: Record<string, string>) => {
  const result = parseConfig(env);
  return result.kind === "faulty" ? result.faults.map((fault) => fault.variable) : [];
};

const EXTERNAL = {
  DATABASE_URL: "postgres://u:p@db:5432/reelmeter",
  CLICKHOUSE_URL: "https://u:p@ch:8443/reelmeter",
  REELMETER_SECRET_KEY: "x".repeat(32),
};

describe("the environment", () => {
  it("needs nothing: one process with every role on the embedded engines, on loopback", () => {
    expect(config()).toEqual({
      port: 4080,
      host: "127.0.0.1",
      dataDir: ".reelmeter",
      stores: { kind: "embedded" },
      roles: new Set(["proxy", "api", "worker"]),
      secretKey: null,
      adminToken: null,
      publicUrl: null,
      currency: "USD",
      logLevel: "info",
    });
  });

  it("takes an empty variable for an unset one", () => {
    expect(config({ PORT: "", REELMETER_CURRENCY: "" })).toMatchObject({
      port: 4080,
      currency: "USD",
    });
  });

  it("splits roles over processes with databases of one's own", () => {
    const { stores, roles } = config({
      ...EXTERNAL,
      REELMETER_ROLES: "proxy, worker",
      CLICKHOUSE_CLUSTER: "main",
    });
    expect(roles).toEqual(new Set(["proxy", "worker"]));
    expect(stores).toMatchObject({ kind: "external", cluster: "main" });
  });

  it.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "70000" }],
    ["PORT", { PORT: "4190" }],
    ["HOST", { HOST: "a b" }],
    ["DATABASE_URL", { ...EXTERNAL, DATABASE_URL: "mysql://x" }],
    ["CLICKHOUSE_URL", { ...EXTERNAL, CLICKHOUSE_URL: "ch:9000" }],
    [
      "CLICKHOUSE_URL",
      { DATABASE_URL: EXTERNAL.DATABASE_URL, REELMETER_SECRET_KEY: "x".repeat(32) },
    ],
    ["REELMETER_SECRET_KEY", { ...EXTERNAL, REELMETER_SECRET_KEY: "" }],
    ["REELMETER_SECRET_KEY", { ...EXTERNAL, REELMETER_SECRET_KEY: "short" }],
    ["REELMETER_ADMIN_TOKEN", { REELMETER_ADMIN_TOKEN: "rm_admin_short" }],
    ["REELMETER_ROLES", { ...EXTERNAL, REELMETER_ROLES: "proxy,cook" }],
    ["REELMETER_ROLES", { REELMETER_ROLES: "proxy" }],
    ["REELMETER_PUBLIC_URL", { REELMETER_PUBLIC_URL: "ftp://x" }],
    ["REELMETER_CURRENCY", { REELMETER_CURRENCY: "dollars" }],
    ["CLICKHOUSE_CLUSTER", { CLICKHOUSE_CLUSTER: "main" }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["NODE_TLS_REJECT_UNAUTHORIZED", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }],
  ])("names %s when it is wrong", (variable, env) => {
    expect(faults(env)).toContain(variable);
  });

  it("names every fault at once, each with what to do", () => {
    const env = { PORT: "x", REELMETER_CURRENCY: "?", LOG_LEVEL: "loud" };
    expect(faults(env)).toEqual(["PORT", "REELMETER_CURRENCY", "LOG_LEVEL"]);
    const result = parseConfig(env);
    expect(result.kind === "faulty" && describeFaults(result.faults)).toContain(
      "PORT: is not a port number from 0 to 65535",
    );
  });
});
