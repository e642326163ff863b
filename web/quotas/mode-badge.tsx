import { Ban, EyeOff, TriangleAlert, type LucideIcon } from "lucide-react";
import type { QuotaMode } from "../../domain/quota/rule.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { Badge, type Tone } from "../ui/badge.tsx";

const looks: Record<QuotaMode, { tone: Tone; icon: LucideIcon }> = {
  block: { tone: "danger", icon: Ban },
  warn: { tone: "warn", icon: TriangleAlert },
  shadow: { tone: "neutral", icon: EyeOff },
};

/** A mode by its word and its sign. */
export function ModeBadge({ mode }: { mode: QuotaMode }) {
  const t = useMessages();
  const { tone, icon: Icon } = looks[mode];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden="true" />
      {t.quotas.modes[mode]}
    </Badge>
  );
}
