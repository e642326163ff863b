import type { Bundle, BundleFile } from "./read-bundle.ts";

const KIB = 1024;

/** What something of the dashboard weighs on the wire, and what it may. */
export interface Weight {
  readonly name: string;
  readonly kib: number;
  readonly budgetKib: number;
}

const ENTRY = "index.html";
const LANGUAGES = ["i18n/base-en.ts", "i18n/base-fr.ts"];
const OVERVIEW = "pages/overview/overview-page.tsx";
const OVERVIEW_CHART = "charts/spend-revenue-chart.tsx";
/** Read all day by people who look for one user or one clip: they wait for no chart. */
const WITHOUT_CHARTS = [
  "pages/generations/generations-page.tsx",
  "pages/users/users-page.tsx",
  "pages/quotas/quotas-page.tsx",
];
const CHARTS = /^assets\/charts-/;

/** Everything that has a budget, in KiB: entry, overview, charts, each chunk that comes later, styles, fonts. */
export function weighBundle(bundle: Bundle): readonly Weight[] {
  const entry = bundle.loadedWith(ENTRY);
  const frame = LANGUAGES.map((language) => union(entry, bundle.loadedWith(language)));
  const first = new Set(frame.flat().map(({ file }) => file));
  const overview = frame.map((files) =>
    union(files, bundle.loadedWith(OVERVIEW), bundle.loadedWith(OVERVIEW_CHART)),
  );
  return [
    weight("scripts before the frame is drawn", heaviest(frame), 160),
    weight("scripts of the overview", heaviest(overview), 290),
    ...bundle.files.flatMap(({ file, bytes }) => {
      if (file.endsWith(".css")) return [weight(file, bytes, 20)];
      if (file.endsWith(".woff2")) return [weight(file, bytes, 50)];
      if (!file.endsWith(".js") || first.has(file)) return [];
      return [weight(file, bytes, CHARTS.test(file) ? 120 : 40)];
    }),
  ];
}

/** What breaks a budget, as sentences that name it and its figures; empty when all keep theirs. */
export function overBudget(bundle: Bundle): readonly string[] {
  const heavy = weighBundle(bundle)
    .filter(({ kib, budgetKib }) => kib > budgetKib)
    .map(({ name, kib, budgetKib }) => `${name}: ${kib.toFixed(1)} KiB of ${budgetKib} KiB`);
  const drawn = WITHOUT_CHARTS.filter((page) =>
    bundle.loadedWith(page).some(({ file }) => CHARTS.test(file)),
  ).map((page) => `${page}: loads the charts`);
  return [...heavy, ...drawn];
}

function union(...lists: readonly (readonly BundleFile[])[]): readonly BundleFile[] {
  return [...new Map(lists.flat().map((file) => [file.file, file])).values()];
}

function heaviest(lists: readonly (readonly BundleFile[])[]): number {
  return Math.max(...lists.map((files) => files.reduce((sum, { bytes }) => sum + bytes, 0)));
}

function weight(name: string, bytes: number, budgetKib: number): Weight {
  return { name, kib: bytes / KIB, budgetKib };
}
