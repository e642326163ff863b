/** The `d` of a small line through values, from the left edge to the right one, 0 at the bottom. */
export function sparklinePath(values: readonly number[], width: number, height: number): string {
  if (values.length === 0) return "";
  const top = Math.max(...values, Number.MIN_VALUE);
  const step = values.length === 1 ? 0 : width / (values.length - 1);
  return values
    .map((value, index) => {
      const x = values.length === 1 ? width : index * step;
      const y = height - (Math.max(value, 0) / top) * height;
      return `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`;
    })
    .join("");
}
