import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** One file of the built dashboard. */
export interface BundleFile {
  readonly file: string;
  /** As it travels: gzip -9 of text, a font as it is. */
  readonly bytes: number;
}

/** The built dashboard, by what loads what. */
export interface Bundle {
  /** Every file of the build that a page may load. */
  readonly files: readonly BundleFile[];
  /** A module of `web/`, as the source names it, with all that comes with it. @throws Error for one without a chunk */
  readonly loadedWith: (source: string) => readonly BundleFile[];
}

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

/** Reads what Vite wrote about its build in `directory`. @throws when there is no build */
export async function readBundle(directory: string): Promise<Bundle> {
  const text = await readFile(join(directory, ".vite/manifest.json"), "utf8");
  const manifest = JSON.parse(text) as Readonly<Record<string, Chunk>>;
  const names = Object.values(manifest).flatMap(({ file, css = [], assets = [] }) => [
    file,
    ...css,
    ...assets,
  ]);
  const files = await Promise.all(
    [...new Set(names)].map(async (file) => ({ file, bytes: await wireBytes(directory, file) })),
  );
  const byName = new Map(files.map((file) => [file.file, file]));
  const chunk = (source: string): Chunk => {
    const found = manifest[source];
    if (found === undefined) throw new Error(`The build has no chunk for ${source}.`);
    return found;
  };
  const walk = (source: string, seen: Set<string>): Set<string> => {
    if (seen.has(source)) return seen;
    seen.add(source);
    for (const next of chunk(source).imports ?? []) walk(next, seen);
    return seen;
  };
  return {
    files,
    loadedWith: (source) =>
      [...walk(source, new Set())].flatMap((name) => byName.get(chunk(name).file) ?? []),
  };
}

async function wireBytes(directory: string, file: string): Promise<number> {
  const body = await readFile(join(directory, file));
  return extname(file) === ".woff2" ? body.byteLength : gzipSync(body, { level: 9 }).byteLength;
}
