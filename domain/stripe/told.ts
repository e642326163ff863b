/** How an object came: by an event, at a second that is known, or by an export, which does not say when it was taken. */
export interface Told {
  /** Seconds; null for an export. */
  readonly stamp: number | null;
}
