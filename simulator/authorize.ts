import { Refusal } from "./refusal.ts";

/** The Bearer key of a request. Throws a 401 refusal when it is missing or not accepted. */
export function authorize(header: string | null, accepted: ReadonlySet<string> | null): string {
  const key = /^Bearer (\S+)$/i.exec(header ?? "")?.[1];
  if (key === undefined) {
    throw new Refusal({
      status: 401,
      message: "You didn't provide an API key. Send it as 'Authorization: Bearer YOUR_KEY'.",
      type: "invalid_request_error",
      param: null,
      code: null,
    });
  }
  if (accepted !== null && !accepted.has(key)) {
    throw new Refusal({
      status: 401,
      message: `Incorrect API key provided: ****${key.slice(-4)}.`,
      type: "invalid_request_error",
      param: null,
      code: "invalid_api_key",
    });
  }
  return key;
}
