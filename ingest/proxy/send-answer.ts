import type { ServerResponse } from "node:http";
import type { ProviderAdapter } from "../providers/adapter.ts";
import type { Exchange } from "./exchange.ts";
import type { Denial } from "./refusals.ts";

/** Adds what every answer of ours carries: upstream content never runs as a page of this origin. */
export function addOwnHeaders(headers: string[], exchange: Exchange): void {
  headers.push("reelmeter-request-id", exchange.requestId, ...HARDENING, ...exchange.announced);
}

const HARDENING = [
  "x-content-type-options",
  "nosniff",
  "content-security-policy",
  "sandbox; default-src 'none'",
];

/** Answers with a refusal of ours in the provider's error shape; cuts the line if an answer has begun. */
export function refuse(exchange: Exchange, adapter: ProviderAdapter, denial: Denial): void {
  const { outgoing } = exchange;
  exchange.errorCode = denial.code;
  if (outgoing.headersSent) {
    outgoing.destroy();
    return;
  }
  const headers = ["content-type", "application/json", "cache-control", "no-store"];
  if (denial.retryAfterSeconds !== undefined) {
    headers.push("retry-after", String(denial.retryAfterSeconds));
  }
  if (denial.finalForSdk === true) headers.push("x-should-retry", "false");
  sendWhole(exchange, denial.status, headers, Buffer.from(JSON.stringify(adapter.refuse(denial))));
}

/** Sends a whole answer; its length is set here. */
export function sendWhole(
  exchange: Exchange,
  status: number,
  headers: readonly string[],
  body: Buffer,
): void {
  const { outgoing } = exchange;
  if (outgoing.destroyed) return;
  const all = [...headers];
  addOwnHeaders(all, exchange);
  if (hasBody(status)) all.push("content-length", String(body.length));
  exchange.bytesOut += body.length;
  writeHead(outgoing, status, all);
  outgoing.end(hasBody(status) ? body : undefined);
}

/** `headers`: name, value, name, value …; node takes such a list as it is. */
export function writeHead(outgoing: ServerResponse, status: number, headers: string[]): void {
  outgoing.writeHead(status, headers);
}

function hasBody(status: number): boolean {
  return status !== 204 && status !== 304;
}
