import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { CubeAnswer } from "../../api/contract/what-if.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { makeClip, startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
const opened: { close(): Promise<void> }[] = [];

/** Two clips of $0.40, by one user of the free plan. */
beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  const client = stack.client({ "Reelmeter-User": "u_1", "Reelmeter-Plan": "free" });
  await makeClip(client);
  await makeClip(client);
  session = await openBrowser(stack.server.url);
  opened.push(session);
  await vi.waitFor(
    async () => {
      const { body } = await stack.server.api("GET", "/api/v1/what-if/cube");
      const cube = body as CubeAnswer;
      expect(cube.cells).toMatchObject([{ plan: "free", clips: 2, cost: "0.800000000" }]);
    },
    { timeout: 30_000, interval: 250 },
  );
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

describe("the page What if", () => {
  it("comes to the hand's calculation for a launch, in its link, its file and its quota", async () => {
    const { page, faults } = await session.open({ cookie: stack.session });
    await page.goto("/what-if");
    await page.getByLabel("Eligible users", { exact: true }).first().fill("850000000");
    await page.getByLabel("Adoption", { exact: true }).first().fill("1");
    await page.getByLabel("Without what was recorded").check();
    // 850 M × 1 % once a week at $0.40: $485,714 a day.
    await page.getByText("this costs $486K a day").waitFor();
    expect(new URL(page.url()).search).toContain("users=850000000&adopt=0.01&alone=1");

    await page.getByLabel("Budget for a day").fill("250000");
    await page.getByText("$250K a day bears 0.51% of the eligible users").waitFor();
    const held = page.getByRole("table", {
      name: "The most clips for each user that hold the budget",
    });
    await held
      .getByRole("row", { name: /month.*2/ })
      .getByRole("button")
      .click();
    await page.waitForURL("**quota=free:2:month**");
    await page
      .getByRole("table", { name: "What the quotas do" })
      .getByText("The launch (free)")
      .waitFor();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download as CSV" }).click(),
    ]);
    const file = await readFile(await download.path(), "utf8");
    expect(file).toContain("Simulation");
    expect(file).toContain('Eligible users,"850,000,000"');
    const again = await session.open({ cookie: stack.session, locale: "fr-FR" });
    await again.page.goto(page.url().slice(stack.server.url.length));
    await again.page.getByText(/Une fois stable, cela coûte 2\d\d\sk\s\$US par jour/).waitFor();
    expect([faults, again.faults]).toEqual([[], []]);
  });
});
