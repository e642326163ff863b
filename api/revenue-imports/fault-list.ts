import type { RevenueImportFault } from "../contract/revenue-imports.ts";

/** The first faults of a file, and the number of all. */
export interface FaultList {
  add(fault: RevenueImportFault): void;
  /** Counts faults that are not at hand. */
  addUnlisted(count: number): void;
  listed(): readonly RevenueImportFault[];
  count(): number;
}

/** Keeps at most `most` of them, however many a file has. */
export function openFaultList(most: number): FaultList {
  const listed: RevenueImportFault[] = [];
  let count = 0;
  return {
    add(fault) {
      count += 1;
      if (listed.length < most) listed.push(fault);
    },
    addUnlisted(more) {
      count += more;
    },
    listed: () => listed.toSorted((a, b) => a.line - b.line),
    count: () => count,
  };
}
