import type { Answer } from "./answer.ts";
import type { Engine } from "./engine.ts";
import type { Job } from "./job.ts";
import { statusAt } from "./job-view.ts";
import type { Call } from "./call.ts";
import { invalidParameter, notFound } from "./refusal.ts";
import { serveContent } from "./serve-content.ts";

/** `GET /v1/videos/{id}/content?variant=`: the file of a completed job, until it expires. */
export function performContent(engine: Engine, job: Job, call: Call): Answer {
  const variant = call.query.get("variant") ?? "video";
  if (variant !== "video" && variant !== "thumbnail" && variant !== "spritesheet") {
    const message = `Invalid value: '${variant}'. Supported values are: 'video', 'thumbnail', and 'spritesheet'.`;
    throw invalidParameter("variant", "invalid_value", message);
  }
  const nowMs = engine.settings.clock();
  const status = statusAt(job, nowMs);
  if (status === "failed") throw notFound(`Video '${job.id}' failed; it has no content.`);
  if (status !== "completed") {
    throw notFound(`Video is not ready yet, use GET /v1/videos/${job.id} to check status.`);
  }
  if (nowMs >= job.endsAtMs + engine.settings.contentTtlMs) {
    throw notFound(`The content of video '${job.id}' has expired.`);
  }
  const { inbound } = call;
  const conditions = {
    range: inbound.header("range"),
    ifRange: inbound.header("if-range"),
    ifNoneMatch: inbound.header("if-none-match"),
    ifModifiedSince: inbound.header("if-modified-since"),
  };
  const generatedBytes = call.carrier.control.content_bytes ?? job.contentBytes;
  return serveContent(job, variant, conditions, generatedBytes, engine.assets);
}
