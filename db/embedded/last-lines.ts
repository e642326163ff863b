import type { ChildProcess } from "node:child_process";

/** Enough for a stack trace. */
const KEPT_CHARACTERS = 4_000;

/** Drains a child's output and returns a function that tells the end of it. */
export function lastLines(child: ChildProcess): () => string {
  let kept = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      kept = (kept + text).slice(-KEPT_CHARACTERS);
    });
  }
  return () => kept.trim();
}
