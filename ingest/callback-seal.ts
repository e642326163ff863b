/** What the sealed address of a callback is bound to. */
export function callbackSeal(of: {
  readonly workspaceId: string;
  readonly generationId: string;
}): string {
  return `${of.workspaceId}/${of.generationId}/callback`;
}
