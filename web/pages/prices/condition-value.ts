/** A condition as typed: `true` and `false` are truth values, plain numbers are numbers, the rest is text. */
export function conditionValue(text: string): string | number | boolean {
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
