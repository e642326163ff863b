/** A word of a closed list. @throws RangeError for any other: the store then holds what this build can't read. */
export function oneOf<const Word extends string>(words: readonly Word[], text: string): Word {
  const found = words.find((word) => word === text);
  if (found === undefined) throw new RangeError(`the store holds an unknown word: ${text}`);
  return found;
}

/** The same where the store has null or nothing for "none". */
export function oneOfOrNull<const Word extends string>(
  words: readonly Word[],
  text: string | null,
): Word | null {
  return text === null || text === "" ? null : oneOf(words, text);
}
