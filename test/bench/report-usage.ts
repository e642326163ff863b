import { readFileSync } from "node:fs";
import type { Usage } from "./child-process.ts";

/** Tells the parent that this process is ready, and its usage whenever it asks. Ends with the parent. */
export function reportUsage(ready: Readonly<Record<string, string>>): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    const cpuMs = (user + system) / 1_000;
    const usage: Usage = {
      cpuMs,
      mainCpuMs: mainThreadCpuMs() ?? cpuMs,
      rssBytes: process.memoryUsage.rss(),
    };
    process.send?.(usage);
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ ready });
}

/** What the event loop's own thread took, as Linux counts it; null where it can't be told. */
function mainThreadCpuMs(): number | null {
  if (process.platform !== "linux") return null;
  const [ranNs] = readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ");
  return Number(ranNs) / 1_000_000;
}
