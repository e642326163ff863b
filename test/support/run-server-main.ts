import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { serverEntry } from "./server-entry.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DEADLINE_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the server's entry as `npm start` does, with these variables only, until it ends by itself. */
export async function runServerMain(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Ended> {
  const child = spawn(process.execPath, [...serverEntry(), ...args], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...env },
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const late = setTimeout(() => child.kill("SIGKILL"), DEADLINE_MS);
  const code = await new Promise<number | null>((done) => child.once("close", done));
  clearTimeout(late);
  return { code, stdout, stderr };
}
