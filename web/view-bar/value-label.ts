import { GENERATION_STATES } from "../../domain/generation.ts";
import { WASTE_CAUSES } from "../../domain/waste.ts";
import { nameInSentence } from "../format/plain-name.ts";
import type { Messages } from "../i18n/en.ts";
import { oneOf, type FilterName } from "../view/view-search.ts";

/** A value of a dimension in the reader's words, where it is one of ours; else as requests send it. */
export function valueLabel(dimension: FilterName, value: string, t: Messages): string {
  if (value === "") return "–";
  if (dimension === "status") {
    const state = oneOf(GENERATION_STATES, value);
    return state === null ? value : t.generations.states[state];
  }
  if (dimension === "waste") {
    const cause = oneOf(WASTE_CAUSES, value);
    return cause === null ? t.waste.none : t.waste.causes[cause];
  }
  return nameInSentence(value);
}

/** The values of a line or row, "sora-2 · 1280x720". */
export function valuesLabel(
  dimensions: readonly FilterName[],
  values: readonly string[],
  t: Messages,
): string {
  return values
    .map((value, index) => {
      const dimension = dimensions[index];
      return dimension === undefined ? value : valueLabel(dimension, value, t);
    })
    .join(" · ");
}
