import type { JobReport } from "../adapter.ts";

/** What the server writes where a create named no model, whatever it serves. */
const ECHOED = "sora-2";

/** The report without a model that the server only fills in for OpenAI's clients. */
export function withoutEchoedModel(report: JobReport | null): JobReport | null {
  if (report?.observation.model !== ECHOED) return report;
  return { ...report, observation: { ...report.observation, model: null } };
}
