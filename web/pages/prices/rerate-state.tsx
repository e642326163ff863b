import type { RerateRow } from "../../../api/contract/rerates.ts";
import { useMessages } from "../../i18n/use-messages.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";

const TONES = {
  applying: "info",
  applied: "ok",
  reverting: "info",
  reverted: "neutral",
} as const satisfies Record<RerateRow["state"], Tone>;

export function RerateState({ state }: Pick<RerateRow, "state">) {
  const t = useMessages();
  return <Badge tone={TONES[state]}>{t.prices.rerate.states[state]}</Badge>;
}
