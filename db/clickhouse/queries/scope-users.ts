/** What the users of one scope may come to, written as base64: the statement they stand in has 256 KiB. */
export const MAX_SCOPE_USER_BYTES = 60_000;

/** A condition on `user_id`. The ids are written into the statement, where base64 can be nothing but text. */
export function usersSql(users: readonly string[]): string {
  const encoded = users.map(encode).join(",");
  if (encoded.length > MAX_SCOPE_USER_BYTES)
    throw new RangeError("too many users for one question");
  // A subquery is a set, made once; an array would be looked through for every row.
  return `user_id IN (SELECT base64Decode(arrayJoin(splitByChar(',', '${encoded}'))))`;
}

/** Splits users into scopes that hold each of them once. */
export function scopesOfUsers(users: Iterable<string>): string[][] {
  const scopes: string[][] = [];
  let room = 0;
  for (const user of users) {
    const length = encode(user).length + 1;
    if (length > room) {
      scopes.push([]);
      room = MAX_SCOPE_USER_BYTES;
    }
    scopes.at(-1)?.push(user);
    room -= length;
  }
  return scopes;
}

function encode(user: string): string {
  return Buffer.from(user, "utf8").toString("base64");
}
