import OpenAI from "openai";
import type { System } from "./system-stack.ts";

/** What became of one create, as its client saw it. */
export type Create =
  | { readonly kind: "accepted"; readonly id: string }
  | { readonly kind: "refused"; readonly status: number; readonly headers: Headers }
  /** The server went away before it answered. */
  | { readonly kind: "cut" };

export interface LoadOptions {
  readonly creates: number;
  readonly atOnce: number;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onCreate?: (create: Create) => Promise<void> | void;
}

const SECONDS = ["4", "8", "12"] as const;
/** Few prompts, so that many creates look alike. */
const PROMPTS = 5;

/** Sends creates of mixed length and equal prompts, several at once; never rejects for a create that failed. */
export async function createMany(client: OpenAI, options: LoadOptions): Promise<Create[]> {
  const made: Create[] = [];
  let left = options.creates;
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const seconds = SECONDS[Math.floor(options.random() * SECONDS.length)] ?? "4";
      const prompt = `prompt ${Math.floor(options.random() * PROMPTS)}`;
      const create = await outcomeOf(client.videos.create({ model: "sora-2", prompt, seconds }));
      made.push(create);
      await options.onCreate?.(create);
    }
  };
  await Promise.all(Array.from({ length: options.atOnce }, one));
  return made;
}

async function outcomeOf(create: Promise<OpenAI.Video>): Promise<Create> {
  try {
    return { kind: "accepted", id: (await create).id };
  } catch (error) {
    if (error instanceof OpenAI.APIConnectionError) return { kind: "cut" };
    if (!(error instanceof OpenAI.APIError)) throw error;
    return { kind: "refused", status: Number(error.status), headers: error.headers };
  }
}

export function idsOf(creates: readonly Create[]): string[] {
  return creates.flatMap((create) => (create.kind === "accepted" ? [create.id] : []));
}

const LIST_LIMIT = 100;

/** What a returning client does: lists all its clips. Each one that is seen there at its end settles. */
export async function listAll(system: Pick<System, "client">): Promise<OpenAI.Video[]> {
  const videos: OpenAI.Video[] = [];
  for await (const video of system.client().videos.list({ limit: LIST_LIMIT })) videos.push(video);
  return videos;
}
