import type { JobAnswer } from "../providers/adapter.ts";
import { numberText } from "./number-text.ts";

/** A whole answer as adapters read it; `plain` is its decoded body, null when it can't be decoded. */
export function jobAnswer(answer: {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly json: unknown;
  readonly plain: Buffer | null;
}): JobAnswer {
  const { status, headers, json, plain } = answer;
  return {
    status,
    header(name) {
      const value = headers[name];
      return typeof value === "string" ? value : null;
    },
    body: json,
    numberText: (path) => (plain === null ? null : numberText(plain, path)),
  };
}
