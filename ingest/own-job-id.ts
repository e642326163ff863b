const PREFIX = "reelmeter-";

/** The id of a job whose upstream gives it none; the generation's own, so that it is never given twice. */
export function ownJobId(generationId: string): string {
  return PREFIX + generationId;
}

/** True for ids of ours: no upstream knows such a job. */
export function isOwnJobId(providerJobId: string): boolean {
  return providerJobId.startsWith(PREFIX);
}
