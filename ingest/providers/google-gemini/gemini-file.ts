/** The id in a file's address (`…/v1beta/files/abc:download?alt=media`) or name (`files/abc`); null where there is none. */
export function geminiFile(address: string | null | undefined): string | null {
  return /(?:^|\/)files\/([A-Za-z0-9_-]{1,200})(?=[:?]|$)/.exec(address ?? "")?.[1] ?? null;
}
