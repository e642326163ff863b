import { defineConfig } from "drizzle-kit";

/** Only `drizzle-kit generate` is used: it compares the schema with the last migration and needs no database. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/postgres/schema/*.ts",
  out: "./db/postgres/migrations",
});
