import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");
const CACHE = join(ROOT, "node_modules/.cache/reelmeter");
const MIGRATIONS = join(ROOT, "db/postgres/migrations");
const KEPT_MS = 3 * 86_400_000;
const TEMPLATE_NAME = /^[a-z-]+-[0-9a-f]{16}$/;

/**
 * A folder that `fill` fills once for each state of the migrations and engines, for copying: making a database costs
 * seconds, a copy of one a tenth of that. Test files run side by side: whoever finishes first wins, complete either way.
 *
 * @param name lower-case words with hyphens.
 * @param also what else it depends on.
 */
export async function engineTemplate(
  name: string,
  fill: (folder: string) => Promise<void>,
  also = "",
): Promise<string> {
  const template = join(CACHE, `${name}-${stateOf(also)}`);
  if (existsSync(template)) return template;
  mkdirSync(CACHE, { recursive: true });
  removeOld();
  const mine = mkdtempSync(`${template}.`);
  await fill(mine);
  try {
    renameSync(mine, template);
  } catch (error) {
    rmSync(mine, { recursive: true, force: true });
    if (!existsSync(template)) throw error;
  }
  return template;
}

/** Changes with every migration and with the versions of the engines. */
function stateOf(also: string): string {
  const hash = createHash("sha256").update(also);
  hash.update(readFileSync(join(ROOT, "package.json")));
  for (const name of readdirSync(MIGRATIONS, { recursive: true, encoding: "utf8" }).toSorted()) {
    const file = join(MIGRATIONS, name);
    if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
  }
  return hash.digest("hex").slice(0, 16);
}

/** Earlier migrations' templates, which nobody uses any more. */
function removeOld(): void {
  for (const name of readdirSync(CACHE)) {
    const folder = join(CACHE, name);
    const isOld =
      TEMPLATE_NAME.test(name) &&
      Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > KEPT_MS;
    if (isOld) rmSync(folder, { recursive: true, force: true });
  }
}
