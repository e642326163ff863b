import { expect } from "vitest";
import type { RevenueMappingInput } from "../../../domain/revenue-file/mapping.ts";
import type { Answer, ApiUnderTest } from "./api-under-test.ts";

/** A small shop's own file. */
export const SHOP_MAPPING: RevenueMappingInput = {
  fields: {
    external_id: { column: "id" },
    occurred_at: { column: "date" },
    amount: { column: "net" },
    currency: { value: "EUR" },
    feature: { column: "what" },
    user: { column: "who" },
  },
};
export const SHOP_HEADER = "id,date,net,what,who";

/** Lines that all fit SHOP_MAPPING. */
export function shopLines(count: number, from = 0): string[] {
  return Array.from(
    { length: count },
    (_, index) => `ch_${from + index},2026-10-05,${from + index}.25,remix,u_${index % 3}`,
  );
}

export interface ImportFile {
  readonly token: string;
  readonly csv: string;
  /** SHOP_MAPPING when there is neither. */
  readonly mapping?: unknown;
  readonly profile?: string;
  readonly dryRun?: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly contentType?: string;
}

/** Sends a file to the import as a client does. */
export function importFile(api: ApiUnderTest, file: ImportFile): Promise<Answer> {
  const query = new URLSearchParams({
    ...(file.profile === undefined
      ? { mapping: JSON.stringify(file.mapping ?? SHOP_MAPPING) }
      : { profile: file.profile }),
    ...(file.dryRun === true ? { dry_run: "true" } : {}),
    ...file.query,
  });
  return api.call("POST", `/api/v1/revenue/import?${query}`, {
    token: file.token,
    headers: { "content-type": file.contentType ?? "text/csv" },
    body: file.csv,
  });
}

/** Every entry of the caller's workspace, as the list gives it, by external id. */
export async function ledger(api: ApiUnderTest, token: string) {
  const answer = await api.call("GET", "/api/v1/revenue?limit=500", { token });
  expect(answer.body["next_cursor"]).toBeNull();
  const rows = answer.body["data"] as Record<string, unknown>[];
  return rows.toSorted((a, b) => (String(a["external_id"]) < String(b["external_id"]) ? -1 : 1));
}

/** A ledger without what differs each time: ids, versions, sources and times of writing. */
export function said(rows: readonly Record<string, unknown>[]) {
  return rows.map(
    ({
      id: _id,
      version: _version,
      source: _source,
      created_at: _made,
      updated_at: _at,
      ...rest
    }) => rest,
  );
}
