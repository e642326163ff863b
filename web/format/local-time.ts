/** Between instants and what `datetime-local` and `date` fields hold: the browser's own wall clock. */

/** "2026-11-22T09:30" of an instant; empty for none. */
export function toLocalMinute(at: string | null): string {
  if (at === null) return "";
  const date = new Date(at);
  const minutes = date.getTime() - date.getTimezoneOffset() * 60_000;
  return new Date(minutes).toISOString().slice(0, 16);
}

/** The instant of a wall clock reading; null when it is none. */
export function fromLocalMinute(text: string): string | null {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** The end of a local day "2026-11-22": the midnight after it; null when the text is no date. */
export function endOfLocalDay(text: string): string | null {
  const date = new Date(`${text}T00:00`);
  if (Number.isNaN(date.getTime())) return null;
  date.setDate(date.getDate() + 1);
  return date.toISOString();
}
