import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { extname } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/**
 * Threads for the engine's blocking calls: the writer, the readers, judge and control, and the
 * files of inserts. Node's default of 4 would let a few heavy reads hold up an insert.
 */
const THREAD_POOL_SIZE = "16";

/**
 * Starts a neighbouring entry file in a process of its own, from source (through tsx) or compiled,
 * as this file itself runs. The child gets none of the environment, hence none of its secrets.
 */
export function startNeighbour(
  name: "child" | "create-postgres",
  childArguments: readonly string[],
): ChildProcess {
  const extension = extname(fileURLToPath(import.meta.url));
  const entry = fileURLToPath(new URL(`./${name}${extension}`, import.meta.url));
  const loader = createRequire(import.meta.url).resolve.bind(null, "tsx");
  return fork(entry, childArguments, {
    execArgv: extension === ".ts" ? ["--import", pathToFileURL(loader()).href] : [],
    env: { TZ: "UTC", UV_THREADPOOL_SIZE: THREAD_POOL_SIZE },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}
