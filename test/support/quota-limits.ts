import OpenAI from "openai";
import type { UsageAnswer } from "../../api/contract/quotas.ts";
import type { RunningServer } from "./running-server.ts";
import { ask } from "./system-questions.ts";
import { created } from "./system-stack.ts";

/** A blocking rule of so many generations a day, made over the API. @returns its id. */
export async function limitGenerations(
  server: RunningServer,
  limit: number,
  subject: Readonly<Record<string, string>> = {},
): Promise<string> {
  const rule = await created(server, "/api/v1/quotas", {
    name: `${limit} a day`,
    subject,
    metric: "generations",
    window: { kind: "calendar", unit: "day", tz: steadyZone(new Date()) },
    limit: String(limit),
    mode: "block",
  });
  return String(rule["id"]);
}

/** A time zone in which no day ends while a test runs. */
function steadyZone(now: Date): string {
  return now.getUTCHours() === 23 ? "Asia/Tokyo" : "UTC";
}

/** Whole generations that the one rule about a feature says are used and held. */
export async function countedOf(
  server: RunningServer,
  feature: string,
): Promise<{ readonly used: number; readonly held: number }> {
  const { data } = await ask<UsageAnswer>(server, `/api/v1/quotas/usage?feature=${feature}`);
  const [row] = data;
  if (row === undefined || data.length > 1)
    throw new Error(`${data.length} rules are about ${feature}`);
  return { used: Number(row.used), held: Number(row.held) };
}

/** More than any test may create. */
const FAR = 1_000;

/** Creates one clip after the other until a limit refuses one. @returns the accepted ids. */
export async function createUntilRefused(client: OpenAI): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < FAR) {
    try {
      ids.push((await client.videos.create(CLIP)).id);
    } catch (error) {
      if (error instanceof OpenAI.APIError && error.status === 429) return ids;
      throw error;
    }
  }
  throw new Error(`no limit refused after ${FAR} creates`);
}

/** The shortest clip. */
export const CLIP = { model: "sora-2", prompt: "a paper boat", seconds: "4" } as const;
