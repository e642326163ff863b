import type { Answer, GeneratedBody } from "./answer.ts";
import type { ContentAssets, Variant } from "./content-assets.ts";
import type { Job } from "./job.ts";
import { largeContent } from "./large-content.ts";

/** The request headers that decide which part of a file is served; null when absent. */
export interface ContentConditions {
  readonly range: string | null;
  readonly ifRange: string | null;
  readonly ifNoneMatch: string | null;
  readonly ifModifiedSince: string | null;
}

/**
 * Serves a finished job's file: 200, 206 for one byte range, 304, or 416. Several ranges at once
 * are answered with the whole file, as RFC 9110 §14.2 allows.
 */
export function serveContent(
  job: Job,
  variant: Variant,
  conditions: ContentConditions,
  generatedBytes: number | null,
  assets: ContentAssets,
): Answer {
  const size = variant === "video" ? generatedBytes : null;
  const file = size === null ? assets.load(job, variant) : null;
  const length = file?.bytes.length ?? size ?? 0;
  const etag = `"${job.id}-${variant}-${length}"`;
  const modifiedAtSeconds = Math.floor(job.endsAtMs / 1000);
  const headers = {
    "content-type": file?.contentType ?? "video/mp4",
    "accept-ranges": "bytes",
    etag,
    "last-modified": new Date(modifiedAtSeconds * 1000).toUTCString(),
  };
  if (isUnchanged(conditions, etag, modifiedAtSeconds)) return { status: 304, headers, body: "" };
  const wanted = rangeApplies(conditions, headers) ? parseRange(conditions.range, length) : "whole";
  if (wanted === "unsatisfiable") {
    return { status: 416, headers: { ...headers, "content-range": `bytes */${length}` }, body: "" };
  }
  const [first, last] = wanted === "whole" ? [0, length - 1] : wanted;
  const body: Buffer | GeneratedBody =
    file === null ? largeContent(first, last - first + 1) : file.bytes.subarray(first, last + 1);
  if (wanted === "whole") return { status: 200, headers, body };
  const contentRange = `bytes ${first}-${last}/${length}`;
  return { status: 206, headers: { ...headers, "content-range": contentRange }, body };
}

function isUnchanged(
  conditions: ContentConditions,
  etag: string,
  modifiedAtSeconds: number,
): boolean {
  if (conditions.ifNoneMatch !== null) {
    const tags = conditions.ifNoneMatch.split(",").map((tag) => tag.trim().replace(/^W\//, ""));
    return tags.includes(etag) || tags.includes("*");
  }
  if (conditions.ifModifiedSince === null) return false;
  return modifiedAtSeconds * 1000 <= Date.parse(conditions.ifModifiedSince);
}

/** If-Range holds a tag or a date; the range counts only while the file is still that one. */
function rangeApplies(
  conditions: ContentConditions,
  headers: { readonly etag: string; readonly "last-modified": string },
): boolean {
  const { ifRange } = conditions;
  return ifRange === null || ifRange === headers.etag || ifRange === headers["last-modified"];
}

function parseRange(
  range: string | null,
  length: number,
): "whole" | "unsatisfiable" | readonly [first: number, last: number] {
  const parts = range === null ? null : /^bytes=(\d{0,16})-(\d{0,16})$/.exec(range.trim());
  if (parts === null || (parts[1] === "" && parts[2] === "")) return "whole";
  if (parts[1] === "") {
    const suffix = Math.min(length, Number(parts[2]));
    return suffix === 0 ? "unsatisfiable" : [length - suffix, length - 1];
  }
  const first = Number(parts[1]);
  const last = parts[2] === "" ? length - 1 : Math.min(length - 1, Number(parts[2]));
  if (parts[2] !== "" && Number(parts[2]) < first) return "whole";
  return first >= length ? "unsatisfiable" : [first, last];
}
