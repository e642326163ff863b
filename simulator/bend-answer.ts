import type { Answer } from "./answer.ts";
import type { Control } from "./control.ts";
import { rateLimitHeaders } from "./create-limit.ts";
import { refusalAnswer } from "./refusal.ts";

const defaultHugeBytes = 8 * 1024 * 1024;

/** The error answer that `status=…` asks for, in OpenAI's shape unless `body` says otherwise. */
export function scriptedError(status: number, control: Control): Answer {
  const waitMs = (control.retry_after ?? 1) * 1000;
  const headers =
    status === 429
      ? rateLimitHeaders(25, 0, waitMs, false)
      : control.retry_after === undefined
        ? {}
        : { "retry-after": String(control.retry_after) };
  if (control.body === "empty") return { status, headers, body: "" };
  if (control.body === "text") {
    const body = `<html><body><h1>${status}</h1><p>The gateway has no answer.</p></body></html>\n`;
    return { status, headers: { ...headers, "content-type": "text/html" }, body };
  }
  if (status === 429) {
    const message = "Rate limit reached on requests per min (RPM): Limit 25, Used 25, Requested 1.";
    const code = "rate_limit_exceeded";
    return refusalAnswer({ status, message, type: "requests", param: null, code, headers });
  }
  const type = status >= 500 ? "server_error" : "invalid_request_error";
  const message = `Scripted answer with status ${status}.`;
  return refusalAnswer({ status, message, type, param: null, code: null, headers });
}

/** Changes a JSON answer as `answer…` directives ask; leaves every other answer as it is. */
export function bendAnswer(answer: Answer, control: Control): Answer {
  if (typeof answer.body !== "string") return answer;
  const bent = { ...answer, body: replaceFields(answer.body, control) };
  switch (control.answer ?? "as it is") {
    case "malformed":
      return { ...bent, body: bent.body.slice(0, Math.ceil(bent.body.length / 2)) };
    case "empty":
      return { ...bent, body: "" };
    case "huge":
      return { ...bent, body: pad(bent.body, control.answer_bytes ?? defaultHugeBytes) };
    case "as it is":
      return bent;
  }
}

/** Makes one `video` object say another model, size or seconds than the job has. */
function replaceFields(body: string, control: Control): string {
  const { answer_model: model, answer_size: size, answer_seconds: seconds } = control;
  if (model === undefined && size === undefined && seconds === undefined) return body;
  const video: unknown = JSON.parse(body);
  if (typeof video !== "object" || video === null) return body;
  if (!("object" in video) || video.object !== "video") return body;
  return JSON.stringify({
    ...video,
    ...(model === undefined ? {} : { model }),
    ...(size === undefined ? {} : { size }),
    ...(seconds === undefined ? {} : { seconds: String(seconds) }),
  });
}

/** Adds a member of about `bytes` bytes to a JSON object, which stays valid. */
function pad(body: string, bytes: number): string {
  return `${body.slice(0, -1)},"padding":"${"x".repeat(bytes)}"}`;
}
