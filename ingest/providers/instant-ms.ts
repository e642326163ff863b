/** An ISO 8601 instant as ms since the epoch; null when it is none. */
export function instantMs(text: string | null | undefined): number | null {
  const ms = Date.parse(text ?? "");
  return Number.isNaN(ms) || ms <= 0 ? null : ms;
}
