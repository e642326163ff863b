import type { GenerationRow, RelatedAnswer } from "../../api/contract/generations.ts";

export interface RelatedRow {
  readonly relation: "origin" | "remixes" | "repeats" | "sameUser";
  readonly row: GenerationRow;
  /** The clip whose relations these are, between its user's others. */
  readonly isSelf: boolean;
}

/** Ties of a clip as rows of one table: its origin, its remixes, its repeats, and its user's others newest first around it. */
export function relatedRows(self: GenerationRow, related: RelatedAnswer): readonly RelatedRow[] {
  const tied = (relation: RelatedRow["relation"], rows: readonly GenerationRow[]): RelatedRow[] =>
    rows.map((row) => ({ relation, row, isSelf: row.id === self.id }));
  const { origin, remixes, repeats, before, after } = related;
  const around = before.length === 0 && after.length === 0 ? [] : [self];
  return [
    ...tied("origin", origin === null ? [] : [origin]),
    ...tied("remixes", remixes),
    ...tied("repeats", repeats),
    ...tied("sameUser", [...after.toReversed(), ...around, ...before]),
  ];
}
