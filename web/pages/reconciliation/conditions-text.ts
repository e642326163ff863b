/** Conditions of a price as text; null for none. */
export function conditionsText(
  conditions: Readonly<Record<string, string | number | boolean>>,
): string | null {
  const parts = Object.entries(conditions).map(([name, value]) => `${name} = ${String(value)}`);
  return parts.length === 0 ? null : parts.join(", ");
}
