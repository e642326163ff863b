import type { Messages } from "../../web/i18n/en.ts";

/** A sentence of a catalogue as it may stand on a page: what a function leaves open is any text. */
export interface Sentence {
  readonly key: string;
  readonly pattern: RegExp;
}

/** The sentences of `ours` that a reader of `theirs` must never meet: all but those that are the same in both. */
export function foreignSentences(ours: Messages, theirs: Messages): readonly Sentence[] {
  const known = new Set(leaves(theirs).map(({ source }) => bare(source)));
  return leaves(ours)
    .filter(
      ({ source, isWhole }) =>
        !known.has(bare(source)) && WORDS.test(source) && (isWhole || TWO_WORDS.test(source)),
    )
    .map(({ key, source }) => ({ key, pattern: new RegExp(`^${source}$`, "u") }));
}

const ANY = "(.+?)";
/** With a gap, one word is too little to tell languages apart. */
const WORDS = /[a-z]{2}/i;
const TWO_WORDS = /[a-z]{2,}[^a-z(]+[a-z]{2,}/i;
const MARK = "\u{e000}";

function leaves(
  node: unknown,
  key = "",
): { readonly key: string; readonly source: string; readonly isWhole: boolean }[] {
  if (typeof node === "string") return [{ key, source: escape(node), isWhole: true }];
  if (typeof node === "function") {
    const text = filledIn(node as (...values: unknown[]) => unknown);
    return text === null
      ? []
      : [{ key, source: escape(text).replaceAll(MARK, ANY), isWhole: false }];
  }
  if (typeof node !== "object" || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => leaves(value, `${key}.${name}`));
}

/** What a sentence says with every gap marked; null for one that takes anything but texts. */
function filledIn(sentence: (...values: unknown[]) => unknown): string | null {
  try {
    const text = sentence(...Array.from({ length: sentence.length }, () => MARK));
    return typeof text === "string" && text.includes(MARK) ? text : null;
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Without the spaces that French puts before its colons. */
const bare = (source: string): string => source.replaceAll(/\s/gu, " ").trim();

const escape = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
