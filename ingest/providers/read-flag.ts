/** A boolean field of a create; null when it is absent or says something else. */
export function readFlag(text: string | undefined): boolean | null {
  if (text === "true") return true;
  return text === "false" ? false : null;
}
