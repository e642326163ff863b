import type { AuditLogRow } from "../../api/contract/audit.ts";

/** Members that name what was changed, the best first. */
const NAMES = ["name", "email", "user", "slug", "external_id", "feature", "model", "file_name"];

/** What a change was about, as people call it: a name that was noted with it, else its id. */
export function entryName({ detail, target }: Pick<AuditLogRow, "detail" | "target">): string {
  const places = [detail, detail["after"], detail["before"]].filter(isRecord);
  for (const name of NAMES) {
    for (const place of places) {
      const text = place[name];
      if (typeof text === "string" && text !== "") return text;
    }
  }
  return target;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
