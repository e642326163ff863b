import type { Annotation } from "../../api/contract/notes.ts";

/** A place on a time axis where something happened. */
export interface AnnotationMark {
  /** 1, 2, 3 … from the left; the list below the chart carries the same numbers. */
  readonly number: number;
  /** Of the bucket. */
  readonly index: number;
  /** The latest first. */
  readonly items: readonly Annotation[];
}

interface Bucket {
  readonly start: string;
  readonly end: string;
}

/** One mark for each bucket in which something happened. What lies in none has no place on the axis. */
export function annotationMarks(
  annotations: readonly Annotation[],
  buckets: readonly Bucket[],
): readonly AnnotationMark[] {
  const ends = buckets.map((bucket) => Date.parse(bucket.end));
  const starts = buckets.map((bucket) => Date.parse(bucket.start));
  const found = new Map<number, Annotation[]>();
  for (const item of annotations.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at))) {
    const at = Date.parse(item.at);
    const index = ends.findIndex((end, place) => at < end && at >= (starts[place] ?? end));
    if (index < 0) continue;
    found.set(index, [...(found.get(index) ?? []), item]);
  }
  return [...found]
    .toSorted(([a], [b]) => a - b)
    .map(([index, items], place) => ({ number: place + 1, index, items }));
}
