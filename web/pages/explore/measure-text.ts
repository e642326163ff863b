import type { Format } from "../../format/create-format.ts";
import type { MoneyStyle } from "../../format/money.ts";
import type { Messages } from "../../i18n/en.ts";
import { MEASURE_KINDS, type Measure, type Value } from "../../series/measure.ts";

interface TextInput {
  readonly format: Format;
  readonly t: Messages;
  readonly currency: string;
  readonly style?: MoneyStyle;
}

/** A measure's value as it is read; what is not known says so. */
export function measureText(
  measure: Measure,
  value: Value,
  { format, t, currency, style = "plain" }: TextInput,
): string {
  if (value === null) return t.common.unknown;
  switch (MEASURE_KINDS[measure].unit) {
    case "money":
      return format.money(value, currency, style);
    case "share":
      return format.percent(Number(value));
    case "count":
      return format.count(Number(value));
    case "seconds":
      return format.duration(Number(value) * 1000);
    case "ms":
      return format.duration(Number(value));
  }
}

/** A place on the axis, as short as it can be. */
export function axisText(measure: Measure, value: number, input: TextInput): string {
  const { format } = input;
  switch (MEASURE_KINDS[measure].unit) {
    case "money":
      return format.money(value.toFixed(9), input.currency, "tick");
    case "count":
      return format.compact(value);
    case "seconds":
      return shortDuration(format, value);
    case "ms":
      return shortDuration(format, value / 1000);
    case "share":
      return measureText(measure, String(value), input);
  }
}

const UNITS = [
  ["h", 3600],
  ["min", 60],
  ["s", 1],
] as const;

function shortDuration(format: Format, seconds: number): string {
  const [name, size] = UNITS.find(([, each]) => seconds >= each) ?? ["s", 1];
  return `${format.compact(Math.round((seconds / size) * 10) / 10)} ${name}`;
}
