import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { weighBundle } from "../../../scripts/bundle/bundle-budgets.ts";
import { readBundle } from "../../../scripts/bundle/read-bundle.ts";
import type { SessionCookie } from "../../support/browser-session.ts";
import { launchChromium } from "../../support/chromium.ts";
import { startChild } from "../child-process.ts";
import { percentile } from "../percentile.ts";
import { freePort } from "../server-target.ts";
import { measureHover } from "./measure-hover.ts";
import { visitPage, type PageVisit } from "./measure-page.ts";
import { askOften } from "./measure-questions.ts";
import { PAGES } from "./page-list.ts";
import { loadPanelHistory, PANEL_ACCOUNT } from "./panel-history.ts";

export interface PagesOptions {
  readonly generations: number;
  /** Visits of each page and a tenth of the questions asked; the median counts. */
  readonly rounds: number;
  /** Kept, and used again when it holds a history; null for one that goes afterwards. */
  readonly dataDir: string | null;
  /** Only pages whose name holds this. */
  readonly page: string | null;
}

const ADMIN_TOKEN = "rm_admin_bench_0123456789abcdef0123456789abcdef";
const QUESTIONS_PER_ROUND = 10;
const THROTTLE = 4;
const KIB = 1024;
const HOVERED = "explore, 12 lines";

/**
 * What opening each page costs with a history of that size: its bytes, its paints and its panels' questions; the frames
 * of a chart under the mouse; the weight of the build. @returns a table, line by line
 */
export async function runPages(
  options: PagesOptions,
  progress: (line: string) => void,
): Promise<readonly string[]> {
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "reelmeter-pages-")));
  await loadPanelHistory(dataDir, options.generations, Date.now(), progress);
  const server = await startChild("./server-child.ts", [
    dataDir,
    ADMIN_TOKEN,
    String(await freePort()),
  ]);
  const browser = await launchChromium();
  try {
    const url = server.ready["url"] ?? "";
    const cookie = await signIn(url);
    const pages = Object.entries(PAGES).filter(([name]) => name.includes(options.page ?? ""));
    const lines = [PAGE_HEAD];
    const questions = new Set<string>();
    for (const [name, path] of pages) {
      progress(`visiting ${name} …`);
      const visits: PageVisit[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        visits.push(await visitPage(browser, { url, path, cookie, throttle: 1 }));
      }
      const slow = await visitPage(browser, { url, path, cookie, throttle: THROTTLE });
      for (const visit of visits) for (const question of visit.questions) questions.add(question);
      lines.push(pageLine(name, visits, slow));
    }
    const hovered = PAGES[HOVERED];
    if (hovered !== undefined && HOVERED.includes(options.page ?? "")) {
      const hover = await measureHover(browser, { url, path: hovered, cookie });
      lines.push(
        "",
        `hover over ${hover.lines} lines, ${hover.frames} frames: p50 ${hover.p50Ms.toFixed(1)} ms, p95 ${hover.p95Ms.toFixed(1)} ms, longest ${hover.longestMs.toFixed(1)} ms; the page's work p95 ${hover.workP95Ms.toFixed(1)} ms`,
      );
    }
    lines.push("", QUESTION_HEAD);
    for (const question of questions) {
      progress(`asking ${question} …`);
      const asked = await askOften(url, question, cookie, options.rounds * QUESTIONS_PER_ROUND);
      lines.push(
        [whole(asked.p50Ms), whole(asked.p95Ms), kib(asked.bytes), String(asked.status).padStart(6)]
          .concat(question)
          .join("  "),
      );
    }
    return [...lines, "", ...(await weightLines())];
  } finally {
    await browser.close();
    await server.close();
    if (options.dataDir === null) await rm(dataDir, { recursive: true, force: true });
  }
}

const PAGE_HEAD = `${"page".padEnd(26)}   wire KiB  scripts  requests  first paint  largest  interactive  complete  at ${THROTTLE}x: interactive  complete  shift`;
const QUESTION_HEAD = "  p50 ms   p95 ms      KiB  status  question";

function pageLine(name: string, visits: readonly PageVisit[], slow: PageVisit): string {
  const median = (pick: (visit: PageVisit) => number) => percentile(visits.map(pick), 0.5);
  const shift = Math.max(...visits.map(({ layoutShift }) => layoutShift), slow.layoutShift);
  return [
    name.padEnd(26),
    kib(median((visit) => visit.wireBytes)).padStart(11),
    kib(median((visit) => visit.scriptBytes)),
    whole(median((visit) => visit.requests)).padStart(9),
    whole(median((visit) => visit.firstPaintMs)).padStart(12),
    whole(median((visit) => visit.largestPaintMs)),
    whole(median((visit) => visit.interactiveMs)).padStart(12),
    whole(median((visit) => visit.completeMs)),
    whole(slow.interactiveMs).padStart(20),
    whole(slow.completeMs),
    shift.toFixed(4).padStart(8),
  ].join(" ");
}

/** The heaviest parts of the build beside their budgets. */
async function weightLines(): Promise<readonly string[]> {
  const bundle = await readBundle(fileURLToPath(new URL("../../../dist/web", import.meta.url)));
  return weighBundle(bundle)
    .toSorted((a, b) => b.kib - a.kib)
    .slice(0, 10)
    .map(
      ({ name, kib: weight, budgetKib }) =>
        `${weight.toFixed(1).padStart(8)} KiB of ${budgetKib}  ${name}`,
    );
}

async function signIn(url: string): Promise<SessionCookie> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: url },
    body: JSON.stringify(PANEL_ACCOUNT),
  });
  const [pair = ""] = (answer.headers.getSetCookie()[0] ?? "").split(";");
  const [name = "", ...value] = pair.split("=");
  if (!answer.ok || name === "") throw new Error(`sign-in was answered with ${answer.status}`);
  return { name, value: decodeURIComponent(value.join("=")) };
}

function whole(value: number): string {
  return value.toFixed(0).padStart(8);
}

function kib(bytes: number): string {
  return (bytes / KIB).toFixed(1).padStart(8);
}
