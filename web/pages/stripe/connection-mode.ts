export type ConnectionMode = "both" | "live" | "test";

export function modeOf(livemode: boolean | null): ConnectionMode {
  if (livemode === null) return "both";
  return livemode ? "live" : "test";
}

export function livemodeOf(mode: string): boolean | null {
  if (mode === "live") return true;
  return mode === "test" ? false : null;
}
