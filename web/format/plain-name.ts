/** Embeddings, overrides and isolates: they order the text around them, and end what was opened before them. */
const ORDERING = /[\u202A-\u202E\u2066-\u2069]/gu;
/** Letters and marks of scripts that run from right to left. */
const FROM_RIGHT =
  /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;
const [OPEN, CLOSE] = ["\u2068", "\u2069"];

/** A name that somebody gave, as it may stand on a page: what would order the text around it is shown as a mark. */
export function plainName(name: string): string {
  return name.replace(ORDERING, "\uFFFD");
}

/** The same inside a sentence, which goes on in its own direction behind it. */
export function nameInSentence(name: string): string {
  const plain = plainName(name);
  return FROM_RIGHT.test(plain) ? `${OPEN}${plain}${CLOSE}` : plain;
}
