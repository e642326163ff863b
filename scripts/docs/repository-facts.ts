import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { repositoryFiles } from "./repository-files.ts";

/** What the documents are compared with. */
export interface RepositoryFacts {
  /** Every file, relative to the root, with `/` between folders. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
  readonly npmScripts: ReadonlySet<string>;
  /** The variables that the server's configuration reads. */
  readonly configVariables: ReadonlySet<string>;
  /** Those, every other variable that code or tooling reads, and the constants of the code. */
  readonly variables: ReadonlySet<string>;
}

// Other programs' variables, and the reader's own, that a document may tell a reader to set.
const foreignVariables = ["NODE_ENV", "REELMETER_KEY", "OPENAI_API_KEY", "OPENAI_BASE_URL"];
const packageJson = z.object({ scripts: z.record(z.string(), z.string()) });
const environmentName = /["']?\b(PORT|HOST|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b["']?/g;
const schemaKey = /(?:^|[{,])\s*["']?(PORT|HOST|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)["']?\s*:/gm;
const constant = /\bconst ([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\b/g;
const environmentRead = /\benv(?:\.|\[["'])([A-Z][A-Z0-9_]*)/g;

/**
 * Reads the facts from disk.
 *
 * @param root the repository's folder.
 */
export function repositoryFacts(root: string): RepositoryFacts {
  const files = repositoryFiles(root);
  const text = (file: string): string => readFileSync(join(root, file), "utf8");
  const config = files.filter((file) => /^server\/config(?:\/.*)?(?:\.ts)?$/.test(file));
  const code = files.filter((file) =>
    /^(?:domain|db|ingest|api|web|server|scripts|simulator|test)\/.*\.(?:tsx?|mjs)$/.test(file),
  );
  const tooling = files.filter((file) => /^(?:compose\.yaml|Dockerfile|\.ci\/run)$/.test(file));
  const configVariables = new Set(config.flatMap((file) => declaredVariables(text(file))));
  return {
    files,
    folders: [...new Set(files.filter((file) => file.includes("/")).map(firstFolder))],
    npmScripts: new Set(Object.keys(packageJson.parse(JSON.parse(text("package.json"))).scripts)),
    configVariables,
    variables: new Set([
      ...foreignVariables,
      ...configVariables,
      ...code.flatMap((file) => names(text(file), environmentRead)),
      ...code.flatMap((file) => names(text(file), constant)),
      ...tooling.flatMap((file) => names(text(file), environmentName)),
    ]),
  };
}

/** The variables a configuration source declares: the keys of its schema, in quotes or bare. */
export function declaredVariables(source: string): string[] {
  const withoutComments = source.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
  return names(withoutComments, schemaKey);
}

function names(source: string, pattern: RegExp): string[] {
  return [...source.matchAll(pattern)].map((match) => match[1] ?? "");
}

function firstFolder(file: string): string {
  return file.split("/")[0] ?? file;
}
