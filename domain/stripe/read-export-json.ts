import { factsOfEvent, stripeEvent } from "./read-event.ts";
import type { ExportFault, ExportOrigin, ExportRead } from "./read-export.ts";
import { readObject, type ObjectRead } from "./read-object.ts";
import type { StripeFacts } from "./stripe-facts.ts";

interface Placed {
  readonly at: number;
  readonly value: unknown;
}

/** Reads one JSON text, or one for each line. */
export function readExportJson(text: string): ExportRead {
  const placed = placedObjects(text);
  if (!Array.isArray(placed)) return { kind: "faulty", faults: [placed] };
  const facts: StripeFacts[] = [];
  const faults: ExportFault[] = [];
  const origins: ExportOrigin[] = [];
  let others = 0;
  for (const { at, value } of placed) {
    const { read, origin } = readOne(value);
    if (origin !== null) origins.push({ at, ...origin });
    if (read.kind === "facts") facts.push(...read.facts);
    if (read.kind === "other") others += 1;
    if (read.kind === "invalid") {
      faults.push(
        ...read.faults.map(({ path, message }) => ({ at, path: path.join("."), message })),
      );
    }
  }
  if (faults.length > 0) return { kind: "faulty", faults };
  return { kind: "facts", facts, others, origins };
}

function readOne(value: unknown): {
  read: ObjectRead;
  origin: Omit<ExportOrigin, "at"> | null;
} {
  if (!isRecord(value) || value["object"] !== "event") {
    const livemode = isRecord(value) ? value["livemode"] : null;
    const origin = typeof livemode === "boolean" ? { livemode, account: null } : null;
    return { read: readObject(value, { stamp: null }), origin };
  }
  const event = stripeEvent.safeParse(value);
  if (!event.success) {
    const faults = event.error.issues.map(({ path, message }) => ({
      path: path.map(String),
      message,
    }));
    return { read: { kind: "invalid", faults }, origin: null };
  }
  const { livemode, account } = event.data;
  const read = factsOfEvent(event.data);
  return {
    read:
      read.kind === "invalid"
        ? {
            ...read,
            faults: read.faults.map((each) => ({
              ...each,
              path: ["data", "object", ...each.path],
            })),
          }
        : read,
    origin: { livemode, account },
  };
}

/** The objects of a text, lists opened; a fault where the text is no JSON. */
function placedObjects(text: string): Placed[] | ExportFault {
  const whole = parse(text);
  if (whole !== undefined) return opened(whole).map((value, at) => ({ at, value }));
  const placed: Placed[] = [];
  const lines = text.split(/\r\n|\r|\n/);
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const value = parse(line);
    if (value === undefined) return { at: index + 1, path: "line", message: "is not JSON" };
    placed.push(...opened(value).map((each) => ({ at: index + 1, value: each })));
  }
  return placed;
}

function opened(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(opened);
  if (isRecord(value) && value["object"] === "list" && Array.isArray(value["data"])) {
    return value["data"];
  }
  return [value];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
