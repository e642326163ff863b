import { NONE } from "../../domain/attribution-fields.ts";
import { Name } from "./name.tsx";

/** A value of a dimension as requests named it; what stands where they named none is told apart by its slant. */
export function ValueName({ children }: { readonly children: string }) {
  return children === NONE ? <em className="text-muted">{children}</em> : <Name>{children}</Name>;
}
