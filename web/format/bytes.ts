const KILO = 1_000;
const MEGA = 1_000_000;

/** A number of bytes in the unit that suits it, "12.3 kB". */
export function formatBytes(locale: string, count: number): string {
  const unit = count >= MEGA ? "megabyte" : count >= KILO ? "kilobyte" : "byte";
  const size = { megabyte: MEGA, kilobyte: KILO, byte: 1 }[unit];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: 1,
  }).format(count / size);
}
