import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

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
  const lines = createInterface({ input: child.stdout });
  const printed: string[] = [];
  const ready = new Promise<RunningDemo>((resolveReady, rejectReady) => {
    let url: string | undefined;
    // It goes on reading afterwards: the demo tells of each live clip, and waits for nobody.
    lines.on("line", (line) => {
      printed.push(line);
      url ??= /^Open (http\S+)/.exec(line)?.[1];
      const account = /^Sign in with (\S+) and (\S+)/.exec(line);
      if (account === null) return url === undefined ? say(line) : undefined;
      const [, email = "", password = ""] = account;
      resolveReady({ url: url ?? "", account: { email, password }, stop });
    });
    child.once("exit", () => {
      rejectReady(new Error(`the demo ended before it was ready:\n${printed.join("\n")}`));
    });
  });
  return ready;
}
