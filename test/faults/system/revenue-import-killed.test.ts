import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RevenueImportsAnswer } from "../../../api/contract/revenue-imports.ts";
import type { RevenueAnswer } from "../../../api/contract/revenue.ts";
import { startServer, type RunningServer } from "../../support/running-server.ts";
import { SHOP_HEADER, SHOP_MAPPING, shopLines } from "../../integration/api/import-file.ts";

const KNOWN = 300;
const ROWS = 12_000;
const WAIT = { timeout: 60_000, interval: 1 };
const TEST_MS = 180_000;

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.stop();
});

async function send(lines: readonly string[]): Promise<Record<string, unknown>> {
  const query = new URLSearchParams({ mapping: JSON.stringify(SHOP_MAPPING) });
  const response = await fetch(`${server.url}/api/v1/revenue/import?${query}`, {
    method: "POST",
    headers: { authorization: `Bearer ${server.adminToken}`, "content-type": "text/csv" },
    body: [SHOP_HEADER, ...lines].join("\n"),
  });
  return (await response.json()) as Record<string, unknown>;
}
async function imports() {
  const { body } = await server.api("GET", "/api/v1/revenue/imports");
  return (body as RevenueImportsAnswer).data;
}
async function entries() {
  const { body } = await server.api("GET", "/api/v1/revenue?limit=500");
  return (body as RevenueAnswer).data;
}

describe("kill -9 of the server while it applies a revenue file", () => {
  it(
    "leaves nothing half-imported, says so after the start, and takes the file again",
    async () => {
      expect(await send(shopLines(KNOWN))).toMatchObject({ created: KNOWN });
      const before = await entries();
      const corrected = shopLines(ROWS).map((line) => line.replace("remix", "storyboard"));
      const cut = send(corrected).then(
        () => "answered",
        () => "cut",
      );
      await expect
        .poll(async () => {
          const [latest] = await imports();
          return latest?.rows_read === ROWS && ["reading", "applying"].includes(latest.state);
        }, WAIT)
        .toBe(true);
      await server.kill("SIGKILL");
      expect(await cut).toBe("cut");

      server = await startServer({ dataDir: server.dataDir });
      const [interrupted] = await imports();
      expect(interrupted).toMatchObject({ state: "interrupted", created: 0, changed: 0 });
      expect(await entries()).toEqual(before);

      expect(await send(corrected)).toMatchObject({
        state: "applied",
        created: ROWS - KNOWN,
        changed: KNOWN,
      });
    },
    TEST_MS,
  );
});
