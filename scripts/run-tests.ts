import { mkdtemp, readFile, rm } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensureChromium } from "./testing/ensure-chromium.ts";
import { ensureEmbeddedPostgres } from "./testing/ensure-embedded-postgres.ts";
import { runCommand } from "./testing/run-command.ts";
import { selectedProjects, testProjects } from "./testing/selected-projects.ts";
import { isGreen, readOutcome, summaryLine } from "./testing/test-outcome.ts";
import type { TestOutcome } from "./testing/test-outcome.ts";

const help = `Runs the tests and ends with the line "N passed, N failed".

  npm test                                   all projects: ${testProjects.join(", ")}
  npm test -- --project unit                 one project
  npm test -- test/unit/money.test.ts        one file
  npm test -- --help                         this text

Whatever else is given goes to vitest. Before the tests it sees to what they need: Chromium for
e2e (installed with apt-get when none is found; CHROMIUM_PATH names another one), PostgreSQL's
library links, and a build for integration, e2e and faults. Skipped tests and an empty run are failures.`;

const root = fileURLToPath(new URL("..", import.meta.url));

async function main(args: readonly string[]): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    console.log(help);
    return 0;
  }
  const outcome = await runAll(args);
  console.log(summaryLine(outcome));
  return isGreen(outcome) ? 0 : 1;
}

async function runAll(args: readonly string[]): Promise<TestOutcome> {
  try {
    return await runVitest(args, await prepare(args));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** The environment of the tests. */
async function prepare(args: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const projects = new Set(selectedProjects(args));
  if (projects.has("e2e")) await ensureChromium();
  if (!projects.has("integration") && !projects.has("e2e") && !projects.has("faults")) return {};
  await ensureEmbeddedPostgres(root);
  await build();
  return { REELMETER_BUILT: "true" };
}

async function build(): Promise<void> {
  console.log("Building what the tests start …");
  const code = await runCommand({
    program: "npm",
    args: ["run", "build", "--silent"],
    cwd: root,
  });
  if (code !== 0) throw new Error("The build failed: see above.");
}

async function runVitest(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<TestOutcome> {
  const folder = await mkdtemp(join(tmpdir(), "reelmeter-tests-"));
  const reportFile = join(folder, "report.json");
  try {
    const code = await runCommand({
      program: process.execPath,
      args: [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${reportFile}`,
        ...args,
      ],
      cwd: root,
      env,
    });
    const json = existsSync(reportFile) ? await readFile(reportFile, "utf8") : undefined;
    return readOutcome(json, code);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
