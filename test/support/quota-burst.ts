import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

export interface BurstAnswer {
  readonly status: number;
  readonly retryAfter: boolean;
}

export interface BurstOptions {
  readonly urls: readonly string[];
  readonly key: string;
  readonly clients: number;
  /** Of each client. */
  readonly creates: number;
}

/** Client processes that send all their creates at the same moment. @returns every answer. */
export async function burst(options: BurstOptions): Promise<readonly BurstAnswer[]> {
  const { urls, key, clients, creates } = options;
  const order = JSON.stringify({ urls, key, creates });
  const path = join(import.meta.dirname, "quota-burst-child.ts");
  const children = Array.from({ length: clients }, () =>
    spawn(process.execPath, ["--import", "tsx", path, order], {
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    }),
  );
  try {
    await Promise.all(children.map((child) => once(child, "message")));
    const answered = children.map((child) => once(child, "message"));
    for (const child of children) child.send("go");
    // A message comes with the handle that was sent along: none.
    const messages: [BurstAnswer[]][] = (await Promise.all(answered)).map(([message]) => [message]);
    return messages.flat(2);
  } finally {
    for (const child of children) child.kill("SIGKILL");
  }
}

/** How many answers there were of each status. */
export function byStatus(answers: readonly BurstAnswer[]): Readonly<Record<number, number>> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}
