import { randomUUID, timingSafeEqual, createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

import { biGuest, workspaceOfGuest } from "../bi-guest.ts";
import { refusal } from "./clickhouse-exception.ts";
import { isPlainName } from "./sql-literal.ts";

/** What a client asks, apart from the body. */
export interface ClickHouseRequest {
  readonly queryId: string;
  readonly query: string;
  readonly database: string | undefined;
  readonly defaultFormat: string | undefined;
  readonly parameters: ReadonlyMap<string, string>;
  readonly settings: ReadonlyMap<string, string>;
  readonly compressAnswer: boolean;
  /** Asked by GET. */
  readonly readOnly: boolean;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** They steer ClickHouse's HTTP server, not its engine. */
const HTTP_ONLY_SETTINGS = new Set([
  "wait_end_of_query",
  "buffer_size",
  "send_progress_in_http_headers",
  "http_response_buffer_size",
  "http_headers_progress_interval_ms",
  "http_zlib_compression_level",
  "http_write_exception_in_output_format",
  "http_native_compression_disable_checksumming_on_decompress",
  "http_response_headers",
  "cancel_http_readonly_queries_on_client_close",
  "add_http_cors_header",
  "role",
  "quota_key",
  "client_protocol_version",
  "http_make_head_request",
  "http_wait_end_of_query",
  "async_insert_deduplicate",
]);
const CREDENTIAL_NAMES = new Set(["user", "password"]);
const REFUSED_SETTINGS = new Set([
  "dialect",
  "additional_table_filters",
  "additional_result_filter",
  "readonly",
]);

/** Reads the URL and headers of a request. Throws `ClickHouseException` for what is not offered. */
export function readClickHouseRequest(
  search: URLSearchParams,
  headers: IncomingHttpHeaders,
  method: string,
): ClickHouseRequest {
  if (search.has("session_id")) {
    throw refusal("SUPPORT_IS_DISABLED", "Sessions are not available here: leave out session_id.");
  }
  if (search.get("decompress") === "1" || search.get("compress") === "1") {
    throw refusal(
      "SUPPORT_IS_DISABLED",
      "ClickHouse's own compression is not available here: use Content-Encoding and enable_http_compression=1.",
    );
  }
  const { parameters, settings } = splitSearch(search);
  const compressed = settings.get("enable_http_compression");
  settings.delete("enable_http_compression");
  return {
    queryId: search.get("query_id") ?? randomUUID(),
    query: search.get("query") ?? "",
    database: search.get("database") ?? text(headers["x-clickhouse-database"]),
    defaultFormat: search.get("default_format") ?? text(headers["x-clickhouse-format"]),
    parameters,
    settings,
    compressAnswer: compressed === "1" || compressed === "true",
    readOnly: method !== "POST",
  };
}

/** Who asks: the product itself, or somebody who reads the views of one workspace. */
export type Asker =
  | { readonly kind: "owner" }
  | { readonly kind: "guest"; readonly workspaceId: string };

/**
 * Whose user and password the request carries; null for nobody's. Source: ClickHouse documentation, HTTP
 * interface: Basic, `X-ClickHouse-User`/`X-ClickHouse-Key`, or `user`/`password` in the URL.
 */
export function askerOf(
  search: URLSearchParams,
  headers: IncomingHttpHeaders,
  owner: Credentials,
  biSecret: string,
): Asker | null {
  const given = givenCredentials(search, headers);
  const workspaceId = workspaceOfGuest(given.user);
  if (workspaceId !== null) {
    const guest = biGuest(biSecret, workspaceId);
    return same(given.password, guest.password) ? { kind: "guest", workspaceId } : null;
  }
  const userMatches = same(given.user, owner.user);
  return same(given.password, owner.password) && userMatches ? { kind: "owner" } : null;
}

function givenCredentials(search: URLSearchParams, headers: IncomingHttpHeaders): Credentials {
  const user = text(headers["x-clickhouse-user"]);
  if (user !== undefined) return { user, password: text(headers["x-clickhouse-key"]) ?? "" };
  const basic = /^Basic\s+(.+)$/i.exec(headers.authorization ?? "")?.[1];
  if (basic !== undefined) {
    const decoded = Buffer.from(basic, "base64").toString("utf8");
    const colon = decoded.indexOf(":");
    return { user: decoded.slice(0, Math.max(colon, 0)), password: decoded.slice(colon + 1) };
  }
  return { user: search.get("user") ?? "", password: search.get("password") ?? "" };
}

function splitSearch(search: URLSearchParams) {
  const parameters = new Map<string, string>();
  const settings = new Map<string, string>();
  for (const [name, value] of search) {
    if (NAMED.has(name) || CREDENTIAL_NAMES.has(name) || HTTP_ONLY_SETTINGS.has(name)) continue;
    if (!isPlainName(name)) {
      throw refusal("BAD_ARGUMENTS", `${JSON.stringify(name)} is not the name of a setting.`);
    }
    if (REFUSED_SETTINGS.has(name)) {
      throw refusal("SUPPORT_IS_DISABLED", `The setting ${name} is not available here.`);
    }
    if (name.startsWith("param_")) parameters.set(name.slice("param_".length), value);
    else settings.set(name, value);
  }
  return { parameters, settings };
}

const NAMED = new Set([
  "query",
  "query_id",
  "database",
  "default_format",
  "compress",
  "decompress",
  "session_timeout",
  "session_check",
  "stacktrace",
]);

function text(header: string | string[] | undefined): string | undefined {
  return typeof header === "string" ? header : undefined;
}

/** Compared as digests: equal length, constant time. */
function same(left: string, right: string): boolean {
  const digest = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(digest(left), digest(right));
}
