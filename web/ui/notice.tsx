import type { ReactNode } from "react";
import { classNames } from "./class-names.ts";

const tones = {
  info: "border-revenue/25 bg-revenue-soft text-text",
  warn: "border-warn/30 bg-warn-tint text-warn",
  danger: "border-danger/30 bg-danger-tint text-danger",
  ok: "border-ok/30 bg-ok-tint text-ok",
};

interface NoticeProps {
  readonly tone: keyof typeof tones;
  readonly children: ReactNode;
  /** `alert` when it answers something the reader just did. */
  readonly role?: "alert" | "status";
}

export function Notice({ tone, children, role }: NoticeProps) {
  return (
    <div
      {...(role === undefined ? {} : { role })}
      className={classNames("rounded-lg border px-3.5 py-2.5 text-[13px]", tones[tone])}
    >
      {children}
    </div>
  );
}
