import { z } from "zod";
import type { JobAnswer, JobAsk, JobReport } from "../adapter.ts";
import { blockingReport, NO_CLIP } from "../blocking-report.ts";

const text = z.string().nullish();
const madeSchema = z.object({ data: z.array(z.object({ url: text, b64_json: text })) });

const FILES = "/generated-videos/";

/** Reads the answer of a create: the clip itself, or the file under which it is fetched afterwards. */
export function observeLocalai({ body }: JobAnswer, ask: JobAsk): JobReport | null {
  const read = madeSchema.safeParse(body);
  if (!read.success) return null;
  const { data } = read.data;
  const holdsClip = data.some(({ b64_json: clip }) => isFilled(clip));
  if (!holdsClip && !data.some(({ url }) => isFilled(url))) return blockingReport(ask, NO_CLIP);
  const fileIds = data.flatMap(({ url }) => fileOf(url) ?? []);
  return blockingReport(ask, null, { holdsClip, ...(fileIds.length === 0 ? {} : { fileIds }) });
}

/** Addresses of files, where the server writes its own before them. */
export function localaiUrls(body: unknown): readonly string[] {
  const read = madeSchema.safeParse(body);
  if (!read.success) return [];
  return read.data.data.flatMap(({ url }) => (isFilled(url) && fileOf(url) !== null ? url : []));
}

function isFilled(value: string | null | undefined): value is string {
  return value != null && value !== "";
}

/** The name of the file at the end of an address, whole or relative. */
function fileOf(url: string | null | undefined): string | null {
  if (url == null) return null;
  const at = url.indexOf(FILES);
  const name = at === -1 ? "" : url.slice(at + FILES.length);
  return /^[\w.-]{1,200}$/.test(name) ? name : null;
}
