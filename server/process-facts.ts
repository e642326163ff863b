import { existsSync } from "node:fs";
import type { ProcessFacts } from "../api/deps.ts";
import { diskSpace } from "../db/spool/disk-space.ts";
import type { Config } from "./config.ts";

type Fact = ProcessFacts["configuration"][number];

/** What this process tells about itself on the System page: no secret, no address with a password in it. */
export function processFacts(config: Config, startedAtMs: number, publicUrl: string): ProcessFacts {
  return {
    startedAtMs,
    node: process.version,
    roles: [...config.roles],
    stores: config.stores.kind === "embedded" ? "embedded" : "servers",
    memoryBytes: process.memoryUsage.rss(),
    // A process without a proxy, on servers of one's own, keeps nothing on disk.
    disk: existsSync(config.dataDir) ? diskSpace(config.dataDir) : null,
    configuration: configurationOf(config, publicUrl),
  };
}

function configurationOf(config: Config, publicUrl: string): Fact[] {
  const embedded = config.stores.kind === "embedded";
  const cluster = config.stores.kind === "embedded" ? null : config.stores.cluster;
  return [
    shown("HOST", config.host),
    shown("PORT", String(config.port)),
    {
      ...shown("REELMETER_PUBLIC_URL", publicUrl),
      is_set: config.publicUrl !== null,
      advice: adviceOnUrl(config.publicUrl, publicUrl),
    },
    shown("DATA_DIR", config.dataDir),
    secret("DATABASE_URL", !embedded, embedded ? "embedded_not_power_safe" : "fine"),
    secret("CLICKHOUSE_URL", !embedded, "fine"),
    { ...shown("CLICKHOUSE_CLUSTER", cluster), is_set: cluster !== null },
    shown("REELMETER_ROLES", [...config.roles].join(",")),
    secret(
      "REELMETER_SECRET_KEY",
      config.secretKey !== null,
      config.secretKey === null ? "secret_generated" : "fine",
    ),
    secret(
      "REELMETER_ADMIN_TOKEN",
      config.adminToken !== null,
      config.adminToken === null ? "no_admin_token" : "fine",
    ),
    shown("REELMETER_CURRENCY", config.currency),
    shown("LOG_LEVEL", config.logLevel),
  ];
}

/** Links, webhooks and invitations lead there: it must be the address that others reach. */
function adviceOnUrl(given: string | null, publicUrl: string): Fact["advice"] {
  const { hostname, protocol } = new URL(publicUrl);
  const loopback = hostname === "localhost" || hostname.startsWith("127.") || hostname === "[::1]";
  if (loopback) return "public_url_loopback";
  if (given === null) return "public_url_guessed";
  return protocol === "https:" ? "fine" : "public_url_without_tls";
}

/** A variable with a default is always in force, whether it was set or not. */
function shown(variable: string, value: string | null): Fact {
  return { variable, is_set: true, value, advice: "fine" };
}

function secret(variable: string, isSet: boolean, advice: Fact["advice"]): Fact {
  return { variable, is_set: isSet, value: null, advice };
}
