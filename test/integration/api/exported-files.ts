import { expect } from "vitest";
import { readCsv } from "../../../domain/csv/read-csv.ts";
import { PUBLIC_URL, type ApiUnderTest } from "./api-under-test.ts";

export interface ExportedCsv {
  readonly name: string;
  readonly headers: Headers;
  readonly text: string;
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** An export as its caller gets it; its bytes as they came. */
export async function exported(
  api: ApiUnderTest,
  token: string,
  path: string,
): Promise<{ name: string; headers: Headers; bytes: Uint8Array }> {
  const answer = await api.app.request(`${PUBLIC_URL}/api/v1/export/${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get("cache-control")).toBe("no-store");
  const disposition = answer.headers.get("content-disposition") ?? "";
  const name = /^attachment; filename="([A-Za-z0-9._-]+)"$/.exec(disposition)?.[1] ?? "";
  expect(name).not.toBe("");
  return { name, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

/** A CSV export, read with a comma between its cells. */
export async function exportedCsv(
  api: ApiUnderTest,
  token: string,
  path: string,
): Promise<ExportedCsv> {
  const { name, headers, bytes } = await exported(api, token, path);
  const text = Buffer.from(bytes).toString("utf8");
  const [header = [], ...records] = readRecords(text);
  const rows = records.map((cells) =>
    Object.fromEntries(header.map((column, index) => [column, cells[index] ?? ""])),
  );
  return { name, headers, text, header, rows };
}

function readRecords(text: string): readonly (readonly string[])[] {
  const read = readCsv(text);
  if (read.kind !== "records") throw new Error("the export is no CSV");
  return read.records.map(({ cells }) => cells);
}
