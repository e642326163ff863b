import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const tones = {
  neutral: "bg-sunken text-muted border-hairline",
  info: "bg-revenue-soft text-revenue border-transparent",
  warn: "bg-warn-tint text-warn border-transparent",
  danger: "bg-danger-tint text-danger border-transparent",
  ok: "bg-ok-tint text-ok border-transparent",
};
export type Tone = keyof typeof tones;

export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 rounded-md border px-1.5 py-0.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {children}
    </span>
  );
}
