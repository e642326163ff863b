import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { invalidField } from "./api-error.ts";

const MAC_BYTES = 16;
const KEY_BYTES = 32;

/**
 * Seals the position of a page. The seal covers the list's scope (route, workspace, filters), so that a cursor
 * works only where it was handed out.
 */
export function sealCursor(secret: string, scope: string, position: readonly string[]): string {
  const body = Buffer.from(JSON.stringify(position), "utf8").toString("base64url");
  return `${body}.${seal(secret, scope, body).toString("base64url")}`;
}

/** Opens a cursor of the same scope. @throws ApiError naming `cursor` for any other text. */
export function openCursor(
  secret: string,
  scope: string,
  text: string,
  length: number,
): readonly string[] {
  const [body = "", mac = "", ...rest] = text.split(".");
  const given = Buffer.from(mac, "base64url");
  const expected = seal(secret, scope, body);
  const genuine =
    rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
  if (!genuine) throw refused();
  const position: unknown = JSON.parse(Buffer.from(body, "base64url").toString("utf8"));
  if (!Array.isArray(position) || position.length !== length) throw refused();
  return position.map(String);
}

function refused() {
  return invalidField("cursor", "is not a cursor of this list: start again without one");
}

function seal(secret: string, scope: string, body: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", secret, "", "reelmeter/cursor/v1", KEY_BYTES));
  const mac = createHmac("sha256", key).update(scope).update("\n").update(body).digest();
  return mac.subarray(0, MAC_BYTES);
}
