import type { MarginAnswer } from "../contract/margin.ts";
import type { ReportDifference } from "../contract/reports.ts";

/** Every figure that two answers to one question don't have in common, in the order of the answers. */
export function reportDifferences(before: MarginAnswer, after: MarginAnswer): ReportDifference[] {
  const [old, now] = [figuresOf(before), figuresOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((key) => {
    const [was, is] = [old.get(key), now.get(key)];
    const place = is ?? was;
    if (place === undefined || was?.figure === is?.figure) return [];
    const { where, name, field } = place;
    return [{ where, name, field, before: was?.figure ?? null, after: is?.figure ?? null }];
  });
}

interface Figure extends Pick<ReportDifference, "where" | "name" | "field"> {
  readonly figure: string;
}

function figuresOf(answer: MarginAnswer): ReadonlyMap<string, Figure> {
  const figures = new Map<string, Figure>();
  const add = (where: Figure["where"], name: string | null, row: object): void => {
    for (const [field, value] of Object.entries(row)) {
      if (typeof value !== "string" && typeof value !== "number") continue;
      figures.set(JSON.stringify([where, name, field]), {
        where,
        name,
        field,
        figure: String(value),
      });
    }
  };
  add("totals", null, answer.totals);
  add("with_corrections", null, answer.with_corrections);
  for (const { value, ...row } of answer.data) add("row", value, row);
  for (const { booked_in, month, data: _, ...row } of answer.corrections.months) {
    add("correction", `${month}, booked in ${booked_in}`, row);
  }
  for (const { currency, reason, ...row } of answer.left_out) {
    add("left_out", `${currency} (${reason})`, row);
  }
  return figures;
}
