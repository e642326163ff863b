import type { ProfileRecord } from "../../db/postgres/revenue-imports/profiles.ts";
import type { RevenueImportProfile } from "../contract/revenue-imports.ts";
import { readMapping } from "./choose-mapping.ts";

/** A saved mapping as it is shown. */
export function showProfile(row: ProfileRecord): RevenueImportProfile {
  return {
    name: row.name,
    preset: false,
    mapping: readMapping(row.mapping),
    updated_at: row.updatedAt.toISOString(),
    updated_by: row.updatedBy,
  };
}
