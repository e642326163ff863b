import { chromium, type Browser } from "@playwright/test";
import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { findIds } from "./screenshots/find-ids.ts";
import { LOOKS, PICTURED_PAGES, type Look } from "./screenshots/pictured-pages.ts";
import { runDemo, type RunningDemo } from "./screenshots/run-demo.ts";
import { takePicture } from "./screenshots/take-picture.ts";
import { writeGallery } from "./screenshots/write-gallery.ts";
import { ensureChromium } from "./testing/ensure-chromium.ts";
import { findChromium } from "./testing/find-chromium.ts";

const HELP = `npm run screenshots -- [options]

Runs the demo in a temporary directory and pictures every page of the dashboard, light, dark and on a phone, into
docs/screenshots, with a gallery in docs/screenshots/README.md.

  --only NAMES      pages by name, with commas (${PICTURED_PAGES.length} in all); the gallery is left as it is
  --generations N   clips in the demo's history              200000
  --out DIR         where the pictures go                    docs/screenshots
  --help            this text`;

/** So long the demo makes live clips before the first picture, so that there are some to see. */
const WARM_UP_MS = 20_000;
const EXIT_MISUSED = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      only: { type: "string" },
      generations: { type: "string", default: "200000" },
      out: { type: "string", default: "docs/screenshots" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return say(HELP);
  const names = values.only?.split(",");
  const unknown = names?.find((name) => PICTURED_PAGES.every((page) => page.name !== name));
  const generations = Number(values.generations);
  if (unknown !== undefined || !Number.isSafeInteger(generations) || generations < 1) {
    const known = PICTURED_PAGES.map(({ name }) => name).join(", ");
    process.stderr.write(
      unknown === undefined
        ? "--generations takes a whole number from 1\n"
        : `--only knows no page ${unknown}; it knows ${known}\n`,
    );
    process.exitCode = EXIT_MISUSED;
    return;
  }
  await ensureChromium();
  await pictureAll({ names, generations, out: resolve(values.out) });
}

interface Plan {
  readonly names: readonly string[] | undefined;
  readonly generations: number;
  readonly out: string;
}

async function pictureAll({ names, generations, out }: Plan): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "reelmeter-pictures-"));
  const adminToken = `rm_admin_${randomBytes(32).toString("hex")}`;
  const executablePath = findChromium(process.env) ?? "";
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })];
  try {
    const demo = await runDemo(dataDir, generations, adminToken, say);
    closing.push(() => demo.stop());
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    closing.push(() => browser.close());
    say("Live clips are being made; the pictures begin when there are some.");
    await delay(WARM_UP_MS);
    const ids = await findIds(demo.url, adminToken);
    await mkdir(out, { recursive: true });
    const pages = PICTURED_PAGES.filter(({ name }) => names?.includes(name) ?? true);
    let bytes = 0;
    for (const look of LOOKS) {
      const page = await signedIn(browser, demo, look);
      for (const [index, { name, path }] of pages.entries()) {
        const file = join(out, `${name}-${look.name}.webp`);
        const size = await takePicture(page, new URL(path(ids), demo.url).href, file);
        bytes += size;
        say(`${look.name} ${index + 1}/${pages.length} ${name}, ${Math.round(size / 1024)} KiB`);
      }
      await page.context().close();
    }
    if (names === undefined) await writeFile(join(out, "README.md"), writeGallery(PICTURED_PAGES));
    say(
      `${pages.length * LOOKS.length} pictures, ${(bytes / 1_048_576).toFixed(1)} MiB, in ${out}`,
    );
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

async function signedIn(browser: Browser, demo: RunningDemo, look: Look) {
  const context = await browser.newContext({
    viewport: { width: look.width, height: look.height },
    colorScheme: look.scheme,
    locale: "en-US",
  });
  const page = await context.newPage();
  await page.goto(new URL("/sign-in", demo.url).href);
  await page.locator('input[type="email"]').fill(demo.account.email);
  await page.locator('input[type="password"]').fill(demo.account.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  return page;
}
