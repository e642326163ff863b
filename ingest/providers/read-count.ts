/** A count of 1 to 99, as a create writes it; null for what is none. */
export function readCount(text: string): number | null {
  return /^[1-9]\d?$/.test(text) ? Number(text) : null;
}
