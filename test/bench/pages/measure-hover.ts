import type { Browser } from "@playwright/test";
import type { SessionCookie } from "../../support/browser-session.ts";
import { percentile } from "../percentile.ts";
import { settled } from "./measure-page.ts";

export interface HoverFrames {
  readonly lines: number;
  readonly frames: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly longestMs: number;
  /** What the page's own work takes of a frame. */
  readonly workP95Ms: number;
}

const MOVES = 240;

/** Moves the mouse over a chart, one step a frame, and takes the times between frames. */
export async function measureHover(
  browser: Browser,
  options: { readonly url: string; readonly path: string; readonly cookie: SessionCookie },
): Promise<HoverFrames> {
  const context = await browser.newContext({
    baseURL: options.url,
    viewport: { width: 1440, height: 900 },
  });
  try {
    await context.addCookies([{ ...options.cookie, url: options.url }]);
    const page = await context.newPage();
    await page.goto(options.path);
    await settled(page);
    const chart = page.locator("svg[role=application]").first();
    await chart.waitFor();
    // tsx names inner functions by a helper that a page does not have.
    await page.evaluate("globalThis.__name = (named) => named");
    const seen = await chart.evaluate(FRAMES, MOVES);
    return {
      lines: await chart.locator("path.recharts-curve").count(),
      frames: seen.frames.length,
      p50Ms: percentile(seen.frames, 0.5),
      p95Ms: percentile(seen.frames, 0.95),
      longestMs: Math.max(...seen.frames),
      workP95Ms: percentile(seen.work, 0.95),
    };
  } finally {
    await context.close();
  }
}

/** In the page: an event of the mouse at the start of each frame, as a browser hands them out. */
const FRAMES = async (chart: Element, moves: number) => {
  const box = chart.getBoundingClientRect();
  const frames: number[] = [];
  const work: number[] = [];
  let last = 0;
  await new Promise<void>((done) => {
    let move = 0;
    const channel = new MessageChannel();
    let frameAt = 0;
    channel.port1.addEventListener("message", () => work.push(performance.now() - frameAt));
    channel.port1.start();
    const frame = (at: number) => {
      if (last > 0) frames.push(at - last);
      last = at;
      if (move > moves) return done();
      frameAt = performance.now();
      const share = 0.5 + 0.42 * Math.sin(move / 14);
      const point = { clientX: box.left + box.width * share, clientY: box.top + box.height * 0.5 };
      const target = document.elementFromPoint(point.clientX, point.clientY) ?? chart;
      const pointer = { ...point, bubbles: true, view: window };
      target.dispatchEvent(new PointerEvent("pointermove", pointer));
      target.dispatchEvent(new MouseEvent("mousemove", pointer));
      // Comes after this frame's rendering: what lies between is the page's work.
      channel.port2.postMessage(null);
      move += 1;
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  });
  return { frames: frames.slice(5), work: work.slice(5) };
};
