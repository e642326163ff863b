/** Files that keep every rule, close to what the planted ones break: the linter stays silent on them. */
export const permittedFiles: Readonly<Record<string, string>> = {
  "domain/permitted.ts": [
    'import { z } from "zod";',
    'export { planted } from "./own.ts";',
    'export { other } from "../domain/other.ts";',
    "",
    "/** The instant as a date. */",
    "export const at = (instantMs: number): Date => new Date(instantMs);",
    "export const word = z.string();",
    "",
  ].join("\n"),
  "db/postgres/permitted.ts":
    'export { sql } from "drizzle-orm";\nexport { betterAuth } from "better-auth";\nexport { rule } from "../../domain/rule.ts";\n',
  "db/embedded/permitted.ts":
    'export { PGlite } from "@electric-sql/pglite";\n\nexport const path: unknown = process.env;\n' +
    "export function open(server: { listen(): void }): void {\n  server.listen();\n}\n",
  "ingest/proxy/permitted.ts":
    'export { store } from "../../db/store.ts";\nexport { rule } from "../../domain/rule.ts";\nexport { own } from "../spool/own.ts";\n',
  "api/auth/permitted.ts":
    'export { betterAuth } from "better-auth";\nexport { store } from "../../db/store.ts";\n',
  "api/usage/permitted.ts":
    'export { own } from "../ingest/own.ts";\nexport { other } from "../ingest-log.ts";\n',
  "server/permitted.ts":
    'export { serve } from "@hono/node-server";\nexport { a } from "../api/a.ts";\nexport { b } from "../ingest/b.ts";\n\nexport const all: unknown = process.env;\n',
  "simulator/permitted.ts":
    'export { serve } from "@hono/node-server";\n\nexport function open(server: { listen(): void }): void {\n  server.listen();\n}\n',
  "scripts/permitted.ts":
    'export { store } from "../db/store.ts";\n\nexport function say(): void {\n  console.log(process.env);\n}\n',
  "web/charts/permitted.ts": 'export { AreaChart } from "recharts";\n',
  "web/permitted.ts":
    'import type { Answer } from "../api/answer.ts";\nexport { hc } from "hono/client";\nexport { rule } from "../domain/rule.ts";\n\nexport const same = (answer: Answer): Answer => answer;\n',
};
