import { type Answer, jsonAnswer } from "./answer.ts";
import type { Engine } from "./engine.ts";
import { viewJob } from "./job-view.ts";
import { invalidParameter, notFound } from "./refusal.ts";

const defaultLimit = 20;
const maxLimit = 100;

/** `GET /v1/videos?after&limit&order`: newest first unless `order=asc`. */
export function performList(engine: Engine, query: URLSearchParams): Answer {
  const order = query.get("order") ?? "desc";
  if (order !== "asc" && order !== "desc") {
    throw invalidParameter("order", "invalid_value", "Invalid value for 'order': use asc or desc.");
  }
  const limitText = query.get("limit");
  const limit = limitText === null ? defaultLimit : Number(limitText);
  if (!Number.isInteger(limit) || limit < 1 || limit > maxLimit) {
    const message = `Invalid 'limit': expected an integer from 1 to ${maxLimit}.`;
    throw invalidParameter("limit", "invalid_value", message);
  }
  const after = query.get("after");
  const page = engine.store.page(after, limit, order);
  if (page === null) throw notFound(`Video with id '${after ?? ""}' not found.`);
  const nowMs = engine.settings.clock();
  const data = page.jobs.map((job) => viewJob(job, nowMs, engine.settings));
  return jsonAnswer(200, {
    object: "list",
    data,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
    has_more: page.hasMore,
  });
}
