import type { CheckWireInput } from "../../../api/contract/check-wire.ts";
import { FieldError } from "../../forms/field-error.ts";

/** What was typed as a wire, to be judged by the server alone. @throws FieldError when it is no JSON. */
export function readWire(text: string, notJson: string): CheckWireInput["wire"] {
  return readJson("wire", text, notJson) as CheckWireInput["wire"];
}

/** What was typed as a create and its answers, to be judged by the server alone. @throws FieldError as above. */
export function readTrial(text: string, notJson: string): Omit<CheckWireInput, "wire"> {
  return readJson("trial", text, notJson) as Omit<CheckWireInput, "wire">;
}

function readJson(field: string, text: string, notJson: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new FieldError(field, notJson);
    throw error;
  }
}
