import type { SystemAnswer } from "../../../api/contract/system.ts";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DeliveryCard } from "./delivery-card.tsx";
import { EnginesCard } from "./engines-card.tsx";
import { JobsCard } from "./jobs-card.tsx";
import { ProcessCard } from "./process-card.tsx";

const GRID = "grid items-stretch gap-5 md:grid-cols-2 xl:grid-cols-3";

/** The machinery part by part. */
export function SystemCards({ system }: { system: SystemAnswer }) {
  return (
    <div className={GRID}>
      <EnginesCard system={system} />
      <DeliveryCard system={system} />
      <JobsCard system={system} />
      <ProcessCard system={system} />
    </div>
  );
}

/** The room that they will take, and the line below them. */
export function SystemCardsSkeleton() {
  return (
    <>
      <div className={GRID}>
        <Skeleton className="h-[264px] md:col-span-2 xl:col-span-3" />
        <Skeleton className="h-[396px]" />
        <Skeleton className="h-[396px]" />
        <Skeleton className="h-[396px]" />
      </div>
      <div className="mt-2 h-[19px]" />
    </>
  );
}
