import {
  Ban,
  Check,
  CircleDashed,
  CircleHelp,
  Clock,
  LoaderCircle,
  X,
  type LucideIcon,
} from "lucide-react";
import type { GenerationRow } from "../../../api/contract/generations.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

type State = GenerationRow["status"];

const looks: Record<State, { tone: Tone; icon: LucideIcon }> = {
  held: { tone: "neutral", icon: CircleDashed },
  submitted: { tone: "info", icon: Clock },
  running: { tone: "info", icon: LoaderCircle },
  succeeded: { tone: "ok", icon: Check },
  failed: { tone: "danger", icon: X },
  blocked: { tone: "warn", icon: Ban },
  cancelled: { tone: "neutral", icon: Ban },
  expired: { tone: "neutral", icon: Clock },
  lost: { tone: "warn", icon: CircleHelp },
};

/** A state by its word and its sign. */
export function StateBadge({ state }: { state: State }) {
  const t = useMessages();
  const { tone, icon: Icon } = looks[state];
  return (
    <Badge tone={tone}>
      <Icon size={12} aria-hidden="true" />
      {t.generations.states[state]}
    </Badge>
  );
}
