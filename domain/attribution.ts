import {
  ATTRIBUTION_FIELDS,
  MAX_ATTRIBUTION_BYTES,
  MAX_TAGS,
  NONE,
  type Attribution,
  type AttributionField,
  type AttributionValues,
} from "./attribution-fields.ts";

export interface AttributionInput {
  readonly pinned: AttributionValues;
  readonly defaults: AttributionValues;
  /** A request header by lower-case name, null when absent. */
  readonly header: (name: string) => string | null;
  /** A small text field of the body (`user`, `safety_identifier`, `metadata.user_id`), null when absent. */
  readonly body: (name: string) => string | null;
}

export type AttributionResult =
  | { readonly kind: "ok"; readonly attribution: Attribution }
  | { readonly kind: "refuse"; readonly header: string; readonly reason: string };

/**
 * Says to whom a request belongs. Per field the first source that speaks wins: pinned by the key, our own
 * headers, W3C `baggage`, the aliases of other gateways, the body, the key's defaults, `(none)`. Who says `(none)`
 * says nothing: it names nobody anywhere. Tags of all sources are merged in the same order. A value that can't be
 * stored is refused by the name of its header.
 */
export function resolveAttribution(input: AttributionInput): AttributionResult {
  const sources = readSources(input);
  for (const source of sources) {
    const fault = faultOf(source);
    if (fault !== null) return { kind: "refuse", header: source.origin, reason: fault };
  }
  const values = ATTRIBUTION_FIELDS.map((field): [AttributionField, string] => [
    field,
    firstOf(sources, field),
  ]);
  const tags = new Map<string, string>();
  for (const { tag, value } of sources) {
    if (tag !== undefined && !tags.has(tag)) tags.set(tag, value);
  }
  if (tags.size > MAX_TAGS) {
    return { kind: "refuse", header: "Reelmeter-Tags", reason: `more than ${MAX_TAGS} tags` };
  }
  const fields = Object.fromEntries(values) as Fields;
  return { kind: "ok", attribution: { ...fields, tags: Object.fromEntries(tags) } };
}

/** Exactly ATTRIBUTION_FIELDS: built from that list. */
type Fields = Record<AttributionField, string>;

/** One thing somebody said: a field's or a tag's value and where it was said. */
interface Said {
  readonly origin: string;
  readonly field?: AttributionField;
  readonly tag?: string;
  readonly value: string;
}

function readSources(input: AttributionInput): Said[] {
  const open = [
    ...fromOwnHeaders(input),
    ...fromBaggage(input.header("baggage")),
    ...fromAliases(input),
    ...fromBody(input),
    ...fromKey(input.defaults, "key"),
  ].filter(({ field, value }) => field === undefined || value !== NONE);
  // What a key pins holds even where it pins that nobody is named.
  return [...fromKey(input.pinned, "key"), ...open].filter(({ value }) => value !== "");
}

function fromKey(values: AttributionValues, origin: string): Said[] {
  const fields = ATTRIBUTION_FIELDS.map((field) => ({ origin, field, value: values[field] ?? "" }));
  const tags = Object.entries(values.tags ?? {}).map(([tag, value]) => ({ origin, tag, value }));
  return [...fields, ...tags];
}

function fromOwnHeaders({ header }: AttributionInput): Said[] {
  const fields = ATTRIBUTION_FIELDS.map((field) => ({
    origin: `Reelmeter-${field[0]?.toUpperCase() ?? ""}${field.slice(1)}`,
    field,
    value: (header(`reelmeter-${field}`) ?? "").trim(),
  }));
  return [...fields, ...pairs(header("reelmeter-tags"), "Reelmeter-Tags")];
}

/** `k=v,k=v` lists of tags. */
function pairs(list: string | null, origin: string): Said[] {
  return split(list).map((pair) => {
    const at = pair.indexOf("=");
    const [tag, value] = at < 0 ? [pair, "true"] : [pair.slice(0, at), pair.slice(at + 1)];
    return { origin, tag: tag.trim(), value: value.trim() };
  });
}

/** W3C Baggage: `key=value;property, …`, values percent-encoded; ours are `reelmeter.<field>`. */
function fromBaggage(baggage: string | null): Said[] {
  return split(baggage).flatMap((member) => {
    const [pair = ""] = member.split(";");
    const at = pair.indexOf("=");
    const name = pair.slice(0, at).trim();
    const field = ATTRIBUTION_FIELDS.find((candidate) => name === `reelmeter.${candidate}`);
    if (at < 0 || field === undefined) return [];
    return [{ origin: "baggage", field, value: percentDecoded(pair.slice(at + 1).trim()) }];
  });
}

/** Headers that callers of other gateways already send. */
function fromAliases({ header }: AttributionInput): Said[] {
  const said: Said[] = [];
  const field = (origin: string, name: AttributionField, value: string | null) =>
    said.push({ origin, field: name, value: (value ?? "").trim() });

  field("Helicone-User-Id", "user", header("helicone-user-id"));
  for (const name of ATTRIBUTION_FIELDS) {
    const origin = `Helicone-Property-${name[0]?.toUpperCase() ?? ""}${name.slice(1)}`;
    field(origin, name, header(origin.toLowerCase()));
  }
  field("x-litellm-customer-id", "customer", header("x-litellm-customer-id"));
  field("x-litellm-end-user-id", "user", header("x-litellm-end-user-id"));
  said.push(...pairs(header("x-litellm-tags"), "x-litellm-tags"));
  said.push(...fromJson(header("x-portkey-metadata"), "x-portkey-metadata", "_user"));
  said.push(...fromJson(header("cf-aig-metadata"), "cf-aig-metadata", "user"));
  return said;
}

/** A flat JSON object: its user member and members named like our fields; the rest become tags. */
function fromJson(json: string | null, origin: string, userMember: string): Said[] {
  if (json === null) return [];
  const members = parseObject(json);
  if (members === null) return [{ origin, value: NOT_JSON }];
  return Object.entries(members).flatMap(([name, raw]): Said[] => {
    if (typeof raw !== "string" && typeof raw !== "number" && typeof raw !== "boolean") return [];
    const value = String(raw);
    if (name === userMember) return [{ origin, field: "user", value }];
    const field = ATTRIBUTION_FIELDS.find((candidate) => candidate === name);
    return field === undefined ? [{ origin, tag: name, value }] : [{ origin, field, value }];
  });
}

function fromBody({ body }: AttributionInput): Said[] {
  return ["user", "safety_identifier", "metadata.user_id"].map((name) => ({
    origin: `body field ${name}`,
    field: "user" as const,
    value: (body(name) ?? "").trim(),
  }));
}

/** Stands for a header that should hold a JSON object and doesn't; no header can carry a NUL. */
const NOT_JSON = "\u0000";

function faultOf(said: Said): string | null {
  if (said.value === NOT_JSON) return "is not a JSON object";
  if (utf8Length(said.value) > MAX_ATTRIBUTION_BYTES) {
    return `is longer than ${MAX_ATTRIBUTION_BYTES} bytes`;
  }
  if (CONTROL.test(said.value)) return "has control characters";
  if (LONE_SURROGATE.test(said.value)) return "is not valid Unicode";
  if (said.tag !== undefined && !TAG_NAME.test(said.tag)) {
    return "has a tag name that is not 1 to 64 of the characters A-Z a-z 0-9 _ . -";
  }
  return null;
}

// eslint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL = /[\u0000-\u001f\u007f]/;
// No store takes one, and no percent-encoding either.
const LONE_SURROGATE = /\p{Surrogate}/u;
const TAG_NAME = /^[\w.-]{1,64}$/;

function firstOf(sources: readonly Said[], field: AttributionField): string {
  return sources.find((said) => said.field === field)?.value ?? NONE;
}

function split(list: string | null): string[] {
  return (list ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function percentDecoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value; // a lone % is taken as it stands
  }
}

function parseObject(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? { ...value }
      : null;
  } catch {
    return null; // the caller refuses it by name
  }
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
