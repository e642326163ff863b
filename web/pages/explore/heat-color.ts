/** The deeper the more, on whatever card it stands. @param strength 0…1 */
export function heatColor(strength: number): string {
  return `color-mix(in oklab, var(--chart-1) ${Math.round(8 + 84 * strength)}%, var(--card))`;
}
