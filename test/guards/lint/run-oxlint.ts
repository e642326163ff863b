import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";

const LINT_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

const report = z.object({
  diagnostics: z.array(
    z.object({
      code: z.string().optional(),
      message: z.string(),
      help: z.string().optional(),
      filename: z.string(),
    }),
  ),
  number_of_files: z.number(),
});

/** One complaint of the linter: the rule's name and all that it says. */
export interface Complaint {
  readonly rule: string;
  readonly text: string;
}

/** What the linter found, by file, and how many files it looked at. */
export interface LintResult {
  readonly complaints: ReadonlyMap<string, readonly Complaint[]>;
  readonly fileCount: number;
}

/**
 * Runs the real linter as `npm run check` does, in `root`.
 *
 * @throws Error when it does not run to its end.
 */
export function runOxlint(root: string): LintResult {
  const program = join(root, "node_modules/oxlint/bin/oxlint");
  const args = [program, "--type-aware", "--deny-warnings", "--format=json"];
  const run = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: "utf8",
    timeout: LINT_TIMEOUT_MS,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  if (run.error !== undefined) throw run.error;
  if (!run.stdout.trimStart().startsWith("{"))
    throw new Error(`oxlint failed: ${run.stdout}${run.stderr}`);
  const { diagnostics, number_of_files: fileCount } = report.parse(JSON.parse(run.stdout));
  const complaints = new Map<string, Complaint[]>();
  for (const { code, message, help, filename } of diagnostics) {
    const known = complaints.get(filename) ?? [];
    complaints.set(filename, [...known, { rule: code ?? "", text: `${message} ${help ?? ""}` }]);
  }
  return { complaints, fileCount };
}
