import { z } from "zod";
import { FINAL_STATES } from "../../../domain/generation.ts";
import { countText, decimalText, type Query } from "./query.ts";
import { openSource, type Scope } from "./scope.ts";

const FINAL = FINAL_STATES.map((state) => `'${state}'`).join(", ");

/** Ended with a known cost in the reporting currency: the only clips whose spend can be explained. */
const PRICED = `state IN (${FINAL}) AND cost_basis != 'unpriced' AND currency = {currency:String}`;

export const changeCellRow = z.object({
  model: z.string(),
  resolution: z.string(),
  made: z.int().transform(Boolean),
  clips: countText,
  seconds: decimalText,
  cost: decimalText,
});

/** Clips, seconds and cost of every model and resolution, finished clips apart from the others. */
export function changeCellsQuery(scope: Scope): Query<typeof changeCellRow> {
  const source = openSource(scope, []);
  const { cost, countIf, videoSecondsIf } = source.figures;
  return {
    name: "change_cells",
    sql: `SELECT toString(cell.model) AS model, toString(cell.resolution) AS resolution, toUInt8(state = 'succeeded') AS made,
  ${countIf(PRICED)} AS clips, ${videoSecondsIf(PRICED)} AS seconds, sumIf(${cost}, ${PRICED}) AS cost
${source.fromSql} GROUP BY model, resolution, made ORDER BY model, resolution, made`,
    params: source.params,
    row: changeCellRow,
  };
}
