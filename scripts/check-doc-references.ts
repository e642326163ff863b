import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { referenceFaults, undocumentedVariables } from "./docs/reference-faults.ts";
import type { Document } from "./docs/reference-faults.ts";
import { repositoryFacts } from "./docs/repository-facts.ts";

const help = `Checks that README.md, AGENTS.md and docs/**/*.md mention nothing that does not exist.

  tsx scripts/check-doc-references.ts

Checked: relative links and their anchors, paths in code spans, npm scripts, environment variables;
and that the README's environment table names every variable of server/config.ts.`;

function main(args: readonly string[], root: string): number {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help);
    return 0;
  }
  const facts = repositoryFacts(root);
  const documents = facts.files
    .filter((file) => /^(?:README\.md|AGENTS\.md|docs\/.*\.md)$/.test(file))
    .map((file): Document => ({ file, text: readFileSync(join(root, file), "utf8") }));
  const readme = documents.find((document) => document.file === "README.md");
  const faults = [
    ...referenceFaults(documents, facts),
    ...(readme === undefined
      ? ["README.md:1: the file is missing"]
      : undocumentedVariables(readme, facts)),
  ];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) console.error(`${faults.length} faulty references.`);
  return faults.length > 0 ? 1 : 0;
}

process.exitCode = main(process.argv.slice(2), fileURLToPath(new URL("..", import.meta.url)));
