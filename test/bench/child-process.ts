import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { z } from "zod";

export interface Usage {
  /** Of all threads: garbage collector, spool and delivery too. */
  readonly cpuMs: number;
  /** Of the event loop's thread alone. */
  readonly mainCpuMs: number;
  readonly rssBytes: number;
}

/** One process of a bench. */
export interface BenchChild {
  /** What the child said when it was ready. */
  readonly ready: Readonly<Record<string, string>>;
  usage(): Promise<Usage>;
  close(): Promise<void>;
}

const readySchema = z.object({ ready: z.record(z.string(), z.string()) });
const usageSchema = z.object({
  cpuMs: z.number(),
  mainCpuMs: z.number(),
  rssBytes: z.number(),
});

/** Starts a TypeScript file beside this one as a process of its own and waits until it is ready. */
export async function startChild(file: string, args: readonly string[]): Promise<BenchChild> {
  const path = fileURLToPath(new URL(file, import.meta.url));
  const child = fork(path, [...args], { execArgv: ["--import", "tsx"] });
  const { ready } = readySchema.parse(await message(child));
  return {
    ready,
    async usage() {
      child.send("usage");
      return usageSchema.parse(await message(child));
    },
    async close() {
      const closed = once(child, "exit");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

async function message(child: ChildProcess): Promise<unknown> {
  const ended = new AbortController();
  const exit = once(child, "exit", { signal: ended.signal }).then(
    () => Promise.reject(new Error("a process of the bench ended early")),
    () => new Promise<never>(() => undefined),
  );
  try {
    const [said] = await Promise.race([once(child, "message"), exit]);
    return said;
  } finally {
    ended.abort();
  }
}
