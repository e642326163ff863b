import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditAnswer, AuditLogAnswer } from "../../api/contract/audit.ts";
import type { MembersAnswer } from "../../api/contract/members.ts";
import type { SystemAnswer } from "../../api/contract/system.ts";
import type { WorkspaceSettings } from "../../api/contract/workspace.ts";
import { openBrowser, type BrowserSession } from "../support/browser-session.ts";
import { startWebStack, type WebStack } from "../support/web-stack.ts";

let stack: WebStack;
let session: BrowserSession;
const opened: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  stack = await startWebStack();
  opened.push(stack);
  session = await openBrowser(stack.server.url);
  opened.push(session);
});
afterAll(async () => {
  for (const part of opened.toReversed()) await part.close();
});

async function ask<Answer>(path: string): Promise<Answer> {
  const { status, body } = await stack.server.api("GET", path);
  if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
  return body as Answer;
}

async function visit(path: string, options: Parameters<BrowserSession["open"]>[0] = {}) {
  const { page, faults } = await session.open({ ...options, cookie: stack.session });
  await page.goto(path);
  await page.getByRole("heading", { level: 1 }).waitFor();
  return { page, faults };
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}

describe("members", () => {
  it("come in by a link that is shown once, get another role, and are out at once when removed", async () => {
    const { page, faults } = await visit("/settings/members");
    await page.getByRole("button", { name: "Invite" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Email").fill("grace@example.com");
    await dialog.getByRole("button", { name: "Make link" }).click();
    const link = (await page.getByTestId("link").textContent()) ?? "";
    expect(link).toMatch(/\/join#[\w-]{43}$/);
    await expectAccessible(page);
    await page.getByRole("button", { name: "I have handed it over" }).click();
    await page
      .getByRole("row")
      .filter({ hasText: "grace@example.com" })
      .getByRole("cell", { name: "pending" })
      .waitFor();

    const guest = await session.open();
    await guest.page.goto(link);
    await guest.page.getByText("Ada Lovelace invites you").waitFor();
    await expectAccessible(guest.page);
    await guest.page.getByLabel("Your name").fill("Grace Hopper");
    await guest.page.getByLabel("Choose a password").fill("short");
    await guest.page.getByRole("button", { name: "Join" }).click();
    await guest.page.getByText("at least 12 characters", { exact: false }).first().waitFor();
    await guest.page.getByLabel("Choose a password").fill("a long enough one");
    await guest.page.getByRole("button", { name: "Join" }).click();
    await guest.page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await guest.page.goto("/settings/members");
    await guest.page.getByRole("table", { name: "Members" }).waitFor();
    expect(await guest.page.getByRole("button", { name: "Invite" }).count()).toBe(0);

    await page.reload();
    const row = page
      .getByRole("table", { name: "Members" })
      .getByRole("row")
      .filter({ hasText: "Grace Hopper" });
    const act = async (name: string) => {
      await row.getByRole("button", { name: "Actions for Grace Hopper" }).click();
      await page.getByRole("menuitem", { name }).click();
    };
    await act("Change role");
    await page.getByRole("dialog").getByLabel("Admin").check();
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await row.getByRole("cell", { name: "Admin", exact: true }).waitFor();
    const { data } = await ask<MembersAnswer>("/api/v1/members");
    expect(data.map(({ name, role }) => [name, role])).toEqual([
      ["Ada Lovelace", "owner"],
      ["Grace Hopper", "admin"],
    ]);
    await act("Remove");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await row.waitFor({ state: "detached" });
    await guest.page.goto("/settings/members");
    await guest.page.getByRole("heading", { level: 1, name: "Sign in" }).waitFor();
    expect(faults).toEqual([]);
  });
});

describe("the audit log", () => {
  it("says each change in words, narrows in the address, shows before and after, and leaves as a file", async () => {
    await stack.server.api("PATCH", "/api/v1/workspace", { week_start: "sunday" });
    const { page, faults } = await visit("/settings/audit", { width: 320 });
    await page.getByRole("rowheader").first().waitFor();
    await expectAccessible(page);
    await page.getByLabel("About").selectOption("workspace");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.waitForURL("**/settings/audit?subject=workspace");
    const { data } = await ask<AuditLogAnswer>("/api/v1/audit-log?subject=workspace");
    await expect.poll(() => page.getByRole("rowheader").count()).toBe(data.length);
    expect(await page.getByRole("rowheader").first().textContent()).toContain(
      "token of the environment",
    );
    await page
      .getByRole("button", { name: /^Details: / })
      .first()
      .click();
    const changed = page.getByRole("table", { name: "What changed" });
    const cells = changed.getByRole("row").nth(1);
    expect(await cells.textContent()).toBe("week_startmondaysunday");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Export CSV" }).click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: "CSV (RFC 4180)" }).click(),
    ]);
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n");
    expect(lines.length - 1).toBe(data.length);
    await page.goBack();
    await page.waitForURL((url) => url.search === "");
    expect(faults).toEqual([]);
  });
});

describe("the settings", () => {
  it("change the workspace, name a faulty field, and switch this browser's language and theme", async () => {
    const { page, faults } = await visit("/settings", { theme: "dark" });
    await page.getByLabel("Keep requests for (days)").fill("0");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.locator("[name=request_retention_days][aria-invalid=true]").waitFor();
    await page.getByLabel("Keep requests for (days)").fill("30");
    await page.getByLabel("Time zone").fill("Europe/Paris");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Saved.").waitFor();
    const settings = await ask<WorkspaceSettings>("/api/v1/workspace");
    expect(settings).toMatchObject({ request_retention_days: 30, timezone: "Europe/Paris" });
    await page.getByRole("button", { name: "Light", exact: true }).click();
    expect(await page.locator("html").getAttribute("data-theme")).toBe("light");
    await page.getByRole("button", { name: "Français" }).click();
    await page.getByRole("heading", { level: 1, name: "Réglages" }).waitFor();
    expect(faults.filter((fault) => !fault.includes("400"))).toEqual([]);
  });

  it("change the password against the one there is, and end other sessions with it", async () => {
    const { page } = await visit("/settings");
    const signIn = () =>
      fetch(new URL("/api/auth/sign-in/email", stack.server.url), {
        method: "POST",
        headers: { "content-type": "application/json", origin: new URL(stack.server.url).origin },
        body: JSON.stringify(stack.owner),
      });
    expect((await signIn()).status).toBe(200);
    await page.reload();
    const sessions = page.getByRole("table", { name: "Your sessions" }).getByRole("rowheader");
    await expect.poll(() => sessions.count()).toBe(2);
    await page.getByLabel("Current password").fill("not the right one");
    await page.getByLabel("New password").fill("another long password");
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("This is not your current password.").waitFor();
    await page.getByLabel("Current password").fill(stack.owner.password);
    await page.getByRole("button", { name: "Change password" }).click();
    await page.getByText("The password was changed.").waitFor();
    await expect.poll(() => sessions.count()).toBe(1);
    expect((await signIn()).status).toBe(401);
    const cookies = await page.context().cookies();
    const cookie = cookies.find(({ name }) => name.endsWith("session_token"));
    stack = { ...stack, session: { name: cookie?.name ?? "", value: cookie?.value ?? "" } };
  });
});

describe("the system's page", () => {
  it("says that all is well with the API's own figures, and hands them over without a secret", async () => {
    const { page, faults } = await visit("/system", { width: 320, locale: "fr-FR" });
    await page.getByText("Tout tourne.").waitFor();
    const table = page.getByRole("table", { name: "Invariants" });
    await table.waitFor();
    await expectAccessible(page);
    const { checks } = await ask<AuditAnswer>("/api/v1/audit");
    expect(await table.getByRole("rowheader").count()).toBe(checks.length);
    expect(await table.getByText("tient", { exact: true }).count()).toBe(checks.length);
    const system = await ask<SystemAnswer>("/api/v1/system");
    const main = (await page.getByRole("main").textContent()) ?? "";
    expect(main).toContain(system.engines.postgres.version);
    expect(main).toContain(system.engines.clickhouse.version ?? "none");
    await page.getByRole("button", { name: "7 jours" }).click();
    await page.waitForURL("**/system?days=7");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Télécharger" }).click(),
    ]);
    const bundle = readFileSync(await download.path(), "utf8");
    expect(JSON.parse(bundle)).toMatchObject({
      kind: "reelmeter-diagnostics",
      system: { version: system.version },
      ready: { ready: true },
    });
    expect(bundle).not.toContain(stack.server.adminToken);
    expect(faults).toEqual([]);
  });
});

describe("a second workspace", () => {
  it("opened in one tab is where the other tab goes too, and nothing is changed in the wrong one", async () => {
    const { page, context } = await session.open({ cookie: stack.session });
    await page.goto("/settings");
    await page.getByLabel("Name", { exact: true }).first().waitFor();
    const other = await context.newPage();
    await other.goto("/settings");
    await other.getByRole("heading", { level: 1 }).waitFor();
    const made = await page.evaluate(async () => {
      const answer = await fetch("/api/v1/workspaces", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ name: "Second" }),
      });
      return answer.status;
    });
    expect(made).toBe(201);
    await page.reload();
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitemradio", { name: "Second" }).click();
    const account = { name: /^Account/ } as const;
    await page.getByRole("button", account).getByText("Second", { exact: true }).waitFor();
    await other.getByRole("button", account).getByText("Second", { exact: true }).waitFor();
    expect(new URL(other.url()).pathname).toBe("/");
    const { name } = await ask<WorkspaceSettings>("/api/v1/workspace");
    expect(name).not.toBe("Second");
    // Back, for what follows.
    await page.getByRole("button", { name: /^Account/ }).click();
    await page.getByRole("menuitemradio", { name }).click();
    await page.getByRole("button", account).getByText(name, { exact: true }).waitFor();
    await other.close();
  });
});
