import { withOwnUrls } from "../providers/own-url.ts";
import { OF_THE_BYTES } from "./answer-headers.ts";
import type { UpstreamAnswer } from "./call-upstream.ts";
import type { Call } from "./exchange.ts";
import { parseJson } from "./json-tap.ts";
import type { ProxyContext } from "./proxy-context.ts";

type Answered = Extract<UpstreamAnswer, { kind: "answer" }>;

/** The answer's body with our addresses in place of the provider's; null when it stays as it came. */
export function ownBody(context: ProxyContext, call: Call, plain: Buffer | null): Buffer | null {
  const { adapter, upstream } = call.caller;
  if (adapter.urlsOf === null || plain === null) return null;
  const ownBase = `${context.publicUrl}/proxy/${upstream.slug}`;
  const urls = adapter.urlsOf(parseJson(plain), { header: headerOf(call) });
  if (urls.length === 0) return null;
  const text = plain.toString("utf8");
  const own = withOwnUrls(text, urls, { baseUrl: upstream.baseUrl, ownBase });
  return own === text ? null : Buffer.from(own);
}

function headerOf({ incoming }: Call): (name: string) => string {
  return (name) => {
    const value = incoming.headers[name];
    return typeof value === "string" ? value : "";
  };
}

/** A whole answer as the client, and who repeats its create, gets it. */
export function ownAnswer(context: ProxyContext, call: Call, answer: Answered): Answered {
  if (answer.passed) return answer;
  const body = ownBody(context, call, answer.plain);
  if (body === null) return answer;
  const kept = Object.entries(answer.headers).filter(([name]) => !OF_THE_BYTES.has(name));
  return { ...answer, headers: Object.fromEntries(kept), body, plain: body };
}
