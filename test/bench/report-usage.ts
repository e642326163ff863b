import type { Usage } from "./child-process.ts";

/** Tells the parent that this process is ready, and its usage whenever it asks. Ends with the parent. */
export function reportUsage(ready: Readonly<Record<string, string>>): void {
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    const usage: Usage = { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() };
    process.send?.(usage);
  });
  process.on("disconnect", () => process.exit(0));
  process.send?.({ ready });
}
