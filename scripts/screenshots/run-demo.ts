import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

export interface RunningDemo {
  readonly url: string;
  readonly account: { readonly email: string; readonly password: string };
  stop(): Promise<void>;
}

/** Runs the built demo with live clips until it says where it is. @throws when it ends before. */
export async function runDemo(
  dataDir: string,
  generations: number,
  adminToken: string,
  say: (line: string) => void,
): Promise<RunningDemo> {
  const child = spawn(
    process.execPath,
    [
      resolve(import.meta.dirname, "../../dist/scripts/demo.js"),
      "--port",
      "0",
      "--data-dir",
      dataDir,
      "--generations",
      String(generations),
    ],
    {
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        PATH: process.env["PATH"],
        HOME: process.env["HOME"],
        REELMETER_ADMIN_TOKEN: adminToken,
      },
    },
  );
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  };
  let printed = "";
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    say(String(chunk).trimEnd());
    const url = /Open (http\S+)/.exec(printed)?.[1];
    const account = /Sign in with (\S+) and (\S+)/.exec(printed);
    if (url !== undefined && account !== null) {
      // Its words of live clips must go somewhere, or it waits for a reader.
      child.stdout.resume();
      return { url, account: { email: account[1] ?? "", password: account[2] ?? "" }, stop };
    }
  }
  throw new Error(`the demo ended before it was ready:\n${printed}`);
}
