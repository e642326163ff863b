import type { ComponentProps } from "react";
import { TextField } from "../ui/field.tsx";

/** A day; a text field where it begins with an instant, which a browser's day field can't hold. */
export function DateField(props: ComponentProps<typeof TextField> & { defaultValue?: string }) {
  const isDay = /^(\d{4}-\d{2}-\d{2})?$/.test(props.defaultValue ?? "");
  return <TextField {...props} type={isDay ? "date" : "text"} />;
}
