import { fileURLToPath } from "node:url";
import type { parseConfig } from "../../server/config.ts";
import type { startServer } from "../../server/start-server.ts";
import { reportUsage } from "./report-usage.ts";

const [dataDir = "", adminToken = "", port = ""] = process.argv.slice(2);

/** The compiled server, as production runs it. */
const built = new URL("../../dist/server/", import.meta.url);
const { parseConfig: parse } = (await import(new URL("config.js", built).href)) as {
  parseConfig: typeof parseConfig;
};
const { startServer: start } = (await import(new URL("start-server.js", built).href)) as {
  startServer: typeof startServer;
};

const parsed = parse({
  PORT: port,
  DATA_DIR: dataDir,
  REELMETER_ADMIN_TOKEN: adminToken,
  LOG_LEVEL: "warn",
});
if (parsed.kind === "faulty") throw new Error("the bench's own configuration is faulty");
const server = await start({
  config: parsed.config,
  dashboardDir: fileURLToPath(new URL("../../dist/web", import.meta.url)),
  version: "bench",
  say: () => undefined,
});
process.on("SIGTERM", () => void server.close().then(() => process.exit(0)));
reportUsage({ url: server.url });
