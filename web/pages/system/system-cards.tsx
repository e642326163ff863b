import type { SystemAnswer } from "../../../api/contract/system.ts";
import { DeliveryCard } from "./delivery-card.tsx";
import { EnginesCard } from "./engines-card.tsx";
import { JobsCard } from "./jobs-card.tsx";
import { ProcessCard } from "./process-card.tsx";

/** The machinery part by part. */
export function SystemCards({ system }: { system: SystemAnswer }) {
  return (
    <div className="grid items-stretch gap-5 md:grid-cols-2 xl:grid-cols-3">
      <EnginesCard system={system} />
      <DeliveryCard system={system} />
      <JobsCard system={system} />
      <ProcessCard system={system} />
    </div>
  );
}
