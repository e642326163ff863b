import type { JobAnswer } from "./adapter.ts";

/** A whole answer as adapters read it; `plain` is its decoded body, null when it can't be decoded. */
export function jobAnswer(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: unknown;
  readonly plain: Buffer | null;
}): JobAnswer {
  return {
    status: answer.status,
    header(name) {
      const value = answer.headers[name];
      return typeof value === "string" ? value : null;
    },
    body: answer.json,
    text: () => answer.plain?.toString("utf8") ?? "",
  };
}
