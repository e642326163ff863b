import { z } from "zod";
import type { ObservationSource } from "../../../domain/observation.ts";
import type { ListQuery, ListReport, ListWire } from "../optional-wires.ts";
import type { observeVideo } from "./openai-observation.ts";

/** Reads one video object; null when it is none. */
type VideoReader = typeof observeVideo;

/**
 * A list of videos under a path (`/v1/videos`): newest first, `after` and `limit`.
 * @param read for servers whose videos say something else than OpenAI's.
 */
export function videoList(videosPath: string, read: VideoReader): ListWire {
  return {
    observe: (body, source, seenAtMs) => observeVideoList(read, body, source, seenAtMs),
    rewrite: rewriteVideoList,
    readQuery: readVideoListQuery,
    writeQuery: writeVideoListQuery,
    path: ({ after, limit }) => {
      const query = new URLSearchParams({ limit: String(limit), order: "desc" });
      if (after !== null) query.set("after", after);
      return `${videosPath}?${query.toString()}`;
    },
  };
}

const listSchema = z.looseObject({ data: z.array(z.unknown()), has_more: z.boolean().nullish() });
const itemSchema = z.looseObject({ id: z.string() });

/** Reads every job of a list's answer; null when it is not a list. */
function observeVideoList(
  read: VideoReader,
  body: unknown,
  source: ObservationSource,
  seenAtMs: number,
): ListReport | null {
  const list = listSchema.safeParse(body);
  if (!list.success) return null;
  const { data, has_more: hasMore } = list.data;
  return {
    ids: data.map(idOf).filter((id) => id !== null),
    jobs: data.map((item) => read(item, source, seenAtMs)).filter((report) => report !== null),
    hasMore: hasMore ?? false,
  };
}

/** One list of the kept jobs of all pages, `first_id`, `last_id` and `has_more` set to match. */
function rewriteVideoList(
  pages: readonly unknown[],
  keep: (providerJobId: string) => boolean,
  page: { readonly hasMore: boolean },
): unknown {
  const lists = pages.map((body) => listSchema.parse(body));
  const kept = lists
    .flatMap((list) => list.data)
    .filter((item) => {
      const id = idOf(item);
      return id !== null && keep(id);
    });
  return {
    ...lists[0],
    data: kept,
    first_id: idOf(kept.at(0)),
    last_id: idOf(kept.at(-1)),
    has_more: page.hasMore,
  };
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;

function readVideoListQuery(query: string): ListQuery {
  const read = new URLSearchParams(query);
  const limit = Number(read.get("limit") ?? DEFAULT_LIMIT);
  const usable = Number.isInteger(limit) && limit >= 1 && limit <= MAX_LIMIT;
  return { after: read.get("after"), limit: usable ? limit : DEFAULT_LIMIT };
}

function writeVideoListQuery(query: string, page: ListQuery): string {
  const written = new URLSearchParams(query);
  written.set("limit", String(page.limit));
  if (page.after === null) written.delete("after");
  else written.set("after", page.after);
  return written.toString();
}

function idOf(item: unknown): string | null {
  const read = itemSchema.safeParse(item);
  return read.success ? read.data.id : null;
}
