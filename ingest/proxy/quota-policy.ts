import type { Currency } from "../../domain/money.ts";
import { askGates } from "../../domain/quota/gate.ts";
import { planHolds } from "../../domain/quota/plan-holds.ts";
import { zoneCache } from "../../domain/quota/window.ts";
import type { Directory } from "../directory.ts";
import type { AdmissionPolicy } from "./proxy-ports.ts";

/** Decides by the workspace's blocks, gates and rules, in this order, as the directory knows them. */
export function createQuotaPolicy(
  directory: Directory,
  reportingCurrency: Currency,
): AdmissionPolicy {
  const zone = zoneCache();
  return {
    holdsFor(job) {
      const { rules, gates, blocks } = directory.quotas(job.workspaceId);
      const { user } = job.attribution;
      const block = blocks.get(user);
      if (block !== undefined && (block.untilMs === null || job.createdAtMs < block.untilMs)) {
        return { kind: "blocked", user, untilMs: block.untilMs };
      }
      const answer = askGates(gates, job, job.createdAtMs);
      if (answer.kind === "closed") return answer;
      const gate = answer.kind === "open" ? answer.gate : null;
      const plan = planHolds(rules, job, { reportingCurrency, zone, gate });
      return plan.kind === "holds" ? { kind: "hold", holds: plan.holds } : plan;
    },
  };
}
