import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useMessages } from "../i18n/use-messages.ts";
import { Button } from "./button.tsx";
import { copyText } from "./copy-text.ts";

const SAID_FOR_MS = 2_000;

interface CopyButtonProps {
  readonly text: string;
  /** What is copied, for screen readers: "Copy key". */
  readonly label: string;
  readonly showLabel?: boolean;
}

export function CopyButton({ text, label, showLabel }: CopyButtonProps) {
  const t = useMessages();
  const [outcome, setOutcome] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (outcome === "idle") return undefined;
    const timer = setTimeout(() => setOutcome("idle"), SAID_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const said = { idle: label, copied: t.common.copied, failed: t.common.copyFailed }[outcome];
  return (
    <Button
      size="small"
      variant={showLabel === true ? "secondary" : "quiet"}
      title={label}
      onClick={() => {
        void copyText(text).then((worked) => setOutcome(worked ? "copied" : "failed"));
      }}
    >
      {outcome === "copied" ? (
        <Check size={14} aria-hidden="true" className="text-ok" />
      ) : (
        <Copy size={14} aria-hidden="true" />
      )}
      <span aria-live="polite" className={showLabel === true ? "" : "sr-only"}>
        {said}
      </span>
    </Button>
  );
}
