import type { Annotation, ChangeAnnotation } from "../../api/contract/notes.ts";
import { parseMonth } from "../../domain/finance/month.ts";
import { isDecimal } from "../../domain/money.ts";
import { QUOTA_MODES } from "../../domain/quota/rule.ts";
import type { Format } from "../format/create-format.ts";
import { formatMonth } from "../format/month.ts";
import { nameInSentence } from "../format/plain-name.ts";
import type { Messages } from "../i18n/en.ts";

/** What happened, in a sentence of the reader's language; a note as it was written. */
export function annotationText(annotation: Annotation, t: Messages, format: Format): string {
  return annotation.source === "note"
    ? nameInSentence(annotation.text)
    : changeText(annotation, t, format);
}

function changeText({ action, facts, target }: ChangeAnnotation, t: Messages, format: Format) {
  const words = t.annotations;
  const fact = (name: string): string => nameInSentence(facts[name] ?? t.common.unknown);
  switch (action) {
    case "price.create":
      return words.price(modelText(facts, t), priceText(facts, t, format));
    case "price.import":
      return words.pricesImported(countText(facts["added"], t, format));
    case "price.rerate":
      return words.rerated(countText(facts["changed"], t, format));
    case "price.rerate_revert":
      return words.rerateReverted;
    case "quota.create":
      return words.quotaMade(fact("name"));
    case "quota.change":
      return words.quotaChanged(fact("name"), quotaChanges(facts, t, format));
    case "quota.delete":
      return words.quotaDeleted(fact("name"));
    case "gate.create":
      return words.gateMade(fact("name"), fact("feature"));
    case "gate.change":
      return words.gateChanged(fact("name"), gateChanges(facts, t, format));
    case "gate.delete":
      return words.gateDeleted(fact("name"));
    case "month.close":
      return words.monthClosed(monthText(target, format));
    case "month.reopen":
      return words.monthReopened(monthText(target, format));
  }
}

type Facts = Readonly<Record<string, string>>;

function priceText(facts: Facts, t: Messages, format: Format): string {
  const { amount, currency, unit = "" } = facts;
  if (amount === undefined || currency === undefined) return t.common.unknown;
  const units: Readonly<Record<string, string>> = t.annotations.units;
  return `${format.money(amount, currency, "exact")} / ${units[unit] ?? unit}`;
}

/** Whose model it is, and the cost book when the price is no bill's. */
function modelText(facts: Facts, t: Messages): string {
  const { provider, model, book } = facts;
  const name = [provider, model ?? t.common.unknown].filter(Boolean).join(" · ");
  return book === undefined ? name : `${name} (${book})`;
}

function countText(count: string | undefined, t: Messages, format: Format): string {
  return count === undefined ? t.common.unknown : format.count(Number(count));
}

function quotaChanges(facts: Facts, t: Messages, format: Format): string {
  const limit = (text: string): string => (isDecimal(text) ? format.decimal(text) : text);
  const mode = (text: string): string => {
    const known = QUOTA_MODES.find((name) => name === text);
    return (known === undefined ? text : t.annotations.modes[known]).toLowerCase();
  };
  return changes(
    [
      changed(facts, "limit", (before, after) => t.annotations.limit(limit(before), limit(after))),
      changed(facts, "mode", (before, after) => t.annotations.mode(mode(before), mode(after))),
    ],
    t,
  );
}

function gateChanges(facts: Facts, t: Messages, format: Format): string {
  const share = (text: string): string => format.percent(Number(text) / 100);
  return changes(
    [
      changed(facts, "share", (before, after) =>
        t.annotations.share100(share(before), share(after)),
      ),
      changed(facts, "paused", (_, after) =>
        after === "true" ? t.annotations.paused : t.annotations.resumed,
      ),
    ],
    t,
  );
}

function changes(found: readonly (string | null)[], t: Messages): string {
  const told = found.filter((text) => text !== null);
  return told.length === 0 ? t.annotations.otherwise : told.join(", ");
}

/** A fact before and after; null when it is the same or not known. Decimals are equal by value: 30 and 30.000. */
function changed(
  facts: Facts,
  name: string,
  tell: (before: string, after: string) => string,
): string | null {
  const [before, after] = [facts[`${name}_before`], facts[`${name}_after`]];
  if (before === undefined || after === undefined || before === after) return null;
  if (isDecimal(before) && isDecimal(after) && Number(before) === Number(after)) return null;
  return tell(before, after);
}

function monthText(target: string, format: Format): string {
  return parseMonth(target) === null ? target : formatMonth(format.locale, target);
}
