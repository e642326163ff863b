/** The source of entries that came by file begins so; the import's id follows. */
export const IMPORT_SOURCE = "import:";

/** What an import's entries name as their source. */
export function importSource(importId: string): string {
  return `${IMPORT_SOURCE}${importId}`;
}
