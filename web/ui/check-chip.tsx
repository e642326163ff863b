import type { ComponentProps } from "react";

/** A check box that reads as a chip, for choosing some of a few words. */
export function CheckChip({ label, ...rest }: ComponentProps<"input"> & { label: string }) {
  return (
    <label className="inline-flex h-8 cursor-pointer items-center gap-2 rounded-lg border border-control/70 bg-card px-2.5 text-[13px] has-checked:border-action has-checked:bg-selected has-checked:font-medium has-disabled:cursor-not-allowed has-disabled:opacity-60">
      <input type="checkbox" className="size-3.5 accent-action" {...rest} />
      {label}
    </label>
  );
}
