import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { overBudget, weighBundle } from "../../../scripts/bundle/bundle-budgets.ts";
import { readBundle } from "../../../scripts/bundle/read-bundle.ts";

const built = fileURLToPath(new URL("../../../dist/web", import.meta.url));
const KIB = 1024;

describe("the built dashboard", () => {
  it("keeps the budget of what is loaded before the frame, of the overview, charts, chunks, styles and fonts", async () => {
    const bundle = await readBundle(built);
    expect(overBudget(bundle)).toEqual([]);
    const weighed = weighBundle(bundle).map(({ name }) => name);
    for (const part of [/charts-/, /\.css$/, /\.woff2$/, /overview-page-/, /^assets\/fr-/]) {
      expect(weighed.filter((name) => part.test(name))).not.toEqual([]);
    }
  });
});

describe("a budget that is broken", () => {
  const made: string[] = [];
  afterEach(async () => {
    for (const folder of made.splice(0)) await rm(folder, { recursive: true });
  });

  /** A build with chunks of these sizes; the pages load what `imports` says. */
  async function build(kib: Readonly<Record<string, number>>, pageImports: readonly string[] = []) {
    const folder = await mkdtemp(join(tmpdir(), "reelmeter-bundle-"));
    made.push(folder);
    await mkdir(join(folder, "assets"));
    await mkdir(join(folder, ".vite"));
    const sizes = {
      "index.js": 100,
      "base-en.js": 5,
      "base-fr.js": 5,
      "overview.js": 10,
      "page.js": 5,
      "charts-1.js": 100,
      "index.css": 9,
      "inter.woff2": 47,
      ...kib,
    };
    for (const [name, size] of Object.entries(sizes)) {
      await writeFile(join(folder, "assets", name), randomBytes(size * KIB));
    }
    const page = { file: "assets/page.js", imports: pageImports };
    const manifest = {
      "index.html": {
        file: "assets/index.js",
        css: ["assets/index.css"],
        assets: ["assets/inter.woff2"],
      },
      "i18n/base-en.ts": { file: "assets/base-en.js" },
      "i18n/base-fr.ts": { file: "assets/base-fr.js" },
      "_charts-1.js": { file: "assets/charts-1.js" },
      "charts/spend-revenue-chart.tsx": { file: "assets/charts-1.js" },
      "pages/overview/overview-page.tsx": { file: "assets/overview.js", imports: ["index.html"] },
      "pages/generations/generations-page.tsx": page,
      "pages/users/users-page.tsx": page,
      "pages/quotas/quotas-page.tsx": page,
    };
    await writeFile(join(folder, ".vite/manifest.json"), JSON.stringify(manifest));
    return readBundle(folder);
  }

  it("is none for a small build", async () => {
    expect(overBudget(await build({}))).toEqual([]);
  });

  it.each([
    [{ "index.js": 158 }, /^scripts before the frame is drawn: 163\.\d KiB of 160 KiB$/],
    [{ "base-fr.js": 61 }, /^scripts before the frame is drawn: 161\.\d KiB of 160 KiB$/],
    [{ "charts-1.js": 121 }, /^assets\/charts-1\.js: 121\.\d KiB of 120 KiB$/],
    [{ "page.js": 41 }, /^assets\/page\.js: 41\.\d KiB of 40 KiB$/],
    [{ "index.css": 21 }, /^assets\/index\.css: 21\.\d KiB of 20 KiB$/],
    [{ "inter.woff2": 51 }, /^assets\/inter\.woff2: 51\.0 KiB of 50 KiB$/],
  ])("is named with its figure: %o", async (sizes, sentence) => {
    const said = overBudget(await build(sizes));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(sentence);
  });

  it("is named when only all of the overview's scripts together are too heavy", async () => {
    const heavy = await build({ "index.js": 150, "overview.js": 39, "charts-1.js": 110 });
    expect(overBudget(heavy)).toEqual([
      expect.stringMatching(/^scripts of the overview: 304\.\d KiB of 290 KiB$/),
    ]);
  });

  it("is named when a page of rows loads the charts", async () => {
    expect(overBudget(await build({}, ["_charts-1.js"]))).toEqual([
      "pages/generations/generations-page.tsx: loads the charts",
      "pages/users/users-page.tsx: loads the charts",
      "pages/quotas/quotas-page.tsx: loads the charts",
    ]);
  });
});
