import type { UpstreamFleet } from "../../domain/fleet/compose-fleet.ts";
import { addFleetFigures } from "../../domain/fleet/gpu-amount.ts";
import { formatNano, plainNano } from "../../domain/money.ts";
import { isoPeriod } from "../analytics/open-question.ts";
import type { FleetAnswer } from "../contract/fleet.ts";
import { showFigures } from "./show-figures.ts";

/** An upstream's fleet through a range; whiles that were only cut because another fleet changed are one again. */
export function showVersions({
  segments,
}: UpstreamFleet): FleetAnswer["upstreams"][number]["versions"] {
  const whiles: UpstreamFleet["segments"][number][] = [];
  for (const each of segments) {
    const last = whiles.at(-1);
    const goesOn =
      last?.segment.gpus === each.segment.gpus && last.segment.toMs === each.segment.fromMs;
    if (last === undefined || !goesOn) whiles.push(each);
    else {
      whiles[whiles.length - 1] = {
        segment: { ...last.segment, toMs: each.segment.toMs },
        figures: addFleetFigures(last.figures, each.figures),
      };
    }
  }
  return whiles.map(({ segment, figures }) => ({
    ...isoPeriod(segment),
    gpu: {
      type: segment.gpus.type,
      count: Number(plainNano(segment.gpus.countNano)),
      usd_per_hour: formatNano(segment.gpus.usdPerHourNano),
    },
    ...showFigures(figures),
  }));
}
