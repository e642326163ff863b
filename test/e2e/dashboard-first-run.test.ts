import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSimulator, type Simulator } from "../../simulator/create-simulator.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startServer, type RunningServer } from "../support/running-server.ts";
import { makeClip } from "../support/web-stack.ts";

let server: RunningServer;
let simulator: Simulator;
let simulatorUrl: string;
let session: BrowserSession;

beforeAll(async () => {
  simulator = createSimulator({ queueMs: 20, generationMs: 300, reportInferenceTime: true });
  ({ url: simulatorUrl } = await simulator.listen());
  server = await startServer({ fresh: true });
  session = await openBrowser(server.url);
});
afterAll(async () => {
  await session.close();
  await server.stop();
  await simulator.close();
});

describe("the first run", () => {
  it("leads from the printed address to the celebrated first clip, and shows it on the overview", async () => {
    const { page, faults } = await session.open();
    await page.goto("/");
    await page.waitForURL("**/setup");
    await page.goto(`/setup?token=${server.setupToken ?? ""}`);

    await page.getByLabel("Name", { exact: true }).fill("Ada Lovelace");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Create account" }).click();

    await page.getByRole("button", { name: "Use the simulator" }).click();
    await page.getByLabel("Base URL").fill(`${simulatorUrl}/v1`);
    await page.getByRole("button", { name: "Add upstream" }).click();

    await page.getByRole("button", { name: "Create key" }).click();
    const key = (await page.getByTestId("secret").textContent()) ?? "";
    expect(key).toMatch(/^rm_live_/);
    await page.getByRole("button", { name: "I have stored the key" }).click();

    await page.getByText("Waiting for the first request…").waitFor();
    const snippet = (await page.getByRole("tabpanel").textContent()) ?? "";
    expect(snippet).toContain(key);
    const baseURL = /baseURL: "([^"]+)"/.exec(snippet)?.[1] ?? "";
    expect(baseURL).toBe(`${server.url}/proxy/openai/v1`);

    const undeclared = new OpenAI({ baseURL, apiKey: key, maxRetries: 0 });
    await expect(undeclared.models.list()).rejects.toThrow("404");
    await page.getByText("A call arrived but was refused").waitFor();

    const price = { provider: "openai", model: "sora-2", unit: "second", amount: "0.10" };
    const priced = { ...price, currency: "USD", valid_from: "2025-10-06" };
    expect(await server.api("POST", "/api/v1/prices", priced)).toMatchObject({ status: 201 });
    const headers = { "Reelmeter-Feature": "first-try", "Reelmeter-User": "me" };
    await makeClip(new OpenAI({ baseURL, apiKey: key, defaultHeaders: headers }));
    const celebration = page.getByTestId("celebration");
    await celebration.getByText("succeeded").waitFor();
    await expect
      .poll(() => celebration.getByTestId("first-cost").textContent(), { timeout: 10_000 })
      .toBe("$0.40");
    expect(await celebration.textContent()).toContain("first-try");

    await page.getByRole("link", { name: "Open the overview" }).click();
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    const features = page.getByRole("table", { name: "By feature", exact: true });
    await features.getByRole("link", { name: "first-try", exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it("leads to sign-in once there is an owner, whatever the token", async () => {
    const { page } = await session.open();
    await page.goto(`/setup?token=${server.setupToken ?? ""}`);
    await page.waitForURL("**/sign-in**");
    expect(await page.getByLabel("Set-up token").count()).toBe(0);
  });

  it("signs out and in again, back to the page that was asked for, with a clear error before", async () => {
    const { page } = await session.open();
    await page.goto("/keys?range=7d");
    await page.waitForURL("**/sign-in**");
    await page.getByLabel("Email").fill("ada@example.com");
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("Email or password is not right.").waitFor();
    await page.getByLabel("Password").fill("a long enough password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { level: 1, name: "Keys" }).waitFor();
    expect(new URL(page.url()).search).toBe("?range=7d");

    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    await page.goto("/");
    await page.waitForURL("**/sign-in**");
  });
});
