import { forbiddenImport } from "./planted-file.ts";
import type { PlantedFile } from "./planted-file.ts";

const drivers = [
  "drizzle-orm",
  "drizzle-orm/postgres-js",
  "postgres",
  "@clickhouse/client",
  "libsql",
  "chdb",
  "@electric-sql/pglite",
  "@electric-sql/pglite-socket",
];

const outsideDb = ["ingest", "ingest/spool", "api", "server", "simulator", "scripts", "web"];

const inwards: readonly (readonly [folder: string, other: string, saying: string])[] = [
  ["db", "ingest", "db remembers"],
  ["db", "api", "db remembers"],
  ["db", "web", "db remembers"],
  ["db", "server", "nothing imports server/"],
  ["db/embedded", "api", "db remembers"],
  ["db/embedded", "server", "nothing imports server/"],
  ["db/postgres", "ingest", "db remembers"],
  ["db/postgres", "server", "nothing imports server/"],
  ["ingest", "api", "never import each other"],
  ["ingest/proxy", "api", "never import each other"],
  ["api", "ingest", "never import each other"],
  ["api/usage", "ingest", "never import each other"],
  ["api/auth", "ingest", "never import each other"],
  ["ingest", "server", "nothing imports server/"],
  ["api", "server", "nothing imports server/"],
  ["api/auth", "server", "nothing imports server/"],
  ["web", "server", "nothing imports server/"],
  ["web/charts", "server", "nothing imports server/"],
  ["scripts", "server", "nothing imports server/"],
  ["ingest", "web", "nothing but web/"],
  ["api", "web", "nothing but web/"],
  ["server", "web", "nothing but web/"],
  ["web", "db", "runs in a browser"],
  ["web", "ingest", "runs in a browser"],
  ["web/charts", "db", "runs in a browser"],
  ["web", "api", "api's types only"],
  ["web/charts", "api", "api's types only"],
];

const productFolders = [
  "db",
  "db/postgres",
  "db/embedded",
  "ingest",
  "api",
  "api/auth",
  "server",
  "web",
  "web/charts",
];

/** A planted violation of each boundary between the folders, and between them and packages. */
export const plantedBoundaries: readonly PlantedFile[] = [
  ...["react", "hono", "drizzle-orm", "node:fs", "undici"].map((name) =>
    forbiddenImport("domain", name, "domain decides"),
  ),
  ...["db", "ingest", "api", "server", "web", "simulator", "scripts", "test"].map((other) =>
    forbiddenImport("domain", `../${other}/planted.ts`, "domain decides"),
  ),
  ...outsideDb.flatMap((folder) =>
    drivers.map((name) => forbiddenImport(folder, name, "only db/ imports SQL drivers")),
  ),
  ...[
    "ingest",
    "api",
    "api/usage",
    "server",
    "simulator",
    "scripts",
    "web",
    "db",
    "db/clickhouse",
  ].map((folder) => forbiddenImport(folder, "better-auth", "better-auth is imported in")),
  ...inwards.map(([folder, other, saying]) =>
    forbiddenImport(folder, relative(folder, other), saying),
  ),
  ...productFolders.flatMap((folder) =>
    ["simulator", "scripts", "test"].map((other) =>
      forbiddenImport(folder, relative(folder, other), "the product never imports"),
    ),
  ),
  ...["domain", "db", "ingest", "api", "web", "server", "scripts", "test"].map((other) =>
    forbiddenImport("simulator", relative("simulator", other), "the simulator imports nothing"),
  ),
  ...["ingest", "api", "server", "db", "simulator", "web", "web/pages"].map((folder) =>
    forbiddenImport(folder, "recharts", "only web/charts imports recharts"),
  ),
  ...["node:fs", "node:fs/promises", "hono", "hono/cookie", "undici", "pino"].map((name) =>
    forbiddenImport("web", name, "runs in a browser"),
  ),
  ...["ingest", "api", "db", "simulator"].map((folder) =>
    forbiddenImport(folder, "node:process", "read the environment"),
  ),
  {
    states: "a dynamic import crosses no boundary either",
    file: "api/usage/dynamic-import.ts",
    source: `export const planted = (): Promise<unknown> => import("../../ingest/planted.ts");\n`,
    caughtBy: "house(boundary)",
    saying: "never import each other",
  },
  {
    states: "a type import crosses no boundary but web's to the api",
    file: "api/usage/type-import.ts",
    source: `export type { Planted } from "../../ingest/planted.ts";\n`,
    caughtBy: "house(boundary)",
    saying: "never import each other",
  },
  {
    states: "web takes no type of the databases",
    file: "web/type-of-db.ts",
    source: `export type { Planted } from "../db/planted.ts";\n`,
    caughtBy: "house(boundary)",
    saying: "runs in a browser",
  },
  {
    states: "an inline import type crosses no boundary either",
    file: "ingest/proxy/inline-type.ts",
    source: `export type Planted = import("../../api/planted.ts").Planted;\n`,
    caughtBy: "house(boundary)",
    saying: "never import each other",
  },
  {
    states: "a re-export of everything crosses no boundary either",
    file: "ingest/proxy/re-export.ts",
    source: `export * from "../../api/planted.ts";\n`,
    caughtBy: "house(boundary)",
    saying: "never import each other",
  },
  {
    states: "web takes no value of the api in a mixed import",
    file: "web/mixed-import.ts",
    source: `export { type Planted, planted } from "../api/planted.ts";\n`,
    caughtBy: "house(boundary)",
    saying: "api's types only",
  },
];

function relative(folder: string, other: string): string {
  return `${"../".repeat(folder.split("/").length)}${other}/planted.ts`;
}
