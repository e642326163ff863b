import type { AuditLogRow } from "../../api/contract/audit.ts";
import type { AuditLogMessages } from "../i18n/audit-log-en.ts";
import { entryName } from "./entry-name.ts";

type Sentence = (name: string) => string;

/** A change in words, after the name of who made it. An action that has no words yet is shown as it is. */
export function entryText(
  words: Pick<AuditLogMessages, "actions" | "other">,
  row: Pick<AuditLogRow, "action" | "detail" | "target">,
): string {
  const sentences: ReadonlyMap<string, Sentence> = new Map(Object.entries(words.actions));
  const name = entryName(row);
  return sentences.get(row.action)?.(name) ?? words.other(row.action, name);
}

/** What changes of a kind are about, in words. */
export function subjectText(words: Pick<AuditLogMessages, "subjects">, subject: string): string {
  const names: ReadonlyMap<string, string> = new Map(Object.entries(words.subjects));
  return names.get(subject) ?? subject;
}

/** What comes before the point of an action. */
export function subjectOf(action: string): string {
  return action.split(".")[0] ?? action;
}

/** Who made a change, in words. */
export function actorText(
  words: Pick<AuditLogMessages, "staticToken" | "gone">,
  actor: { readonly kind: string; readonly id: string; readonly name: string | null },
): string {
  if (actor.name !== null) return actor.name;
  if (actor.kind === "token" && actor.id === "static") return words.staticToken;
  if (actor.id.startsWith("stripe:")) return "Stripe";
  return actor.kind === "user" || actor.kind === "token" ? words.gone : actor.id;
}
