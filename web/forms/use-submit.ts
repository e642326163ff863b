import { useMutation } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ProblemError } from "../client/problem-error.ts";
import { useMessages } from "../i18n/use-messages.ts";
import { readFields, type FormFields } from "./form-fields.ts";
import { FieldError } from "./field-error.ts";

interface Submit<Result> {
  readonly send: (fields: FormFields) => Promise<Result>;
  readonly onDone: (result: Result) => void | Promise<void>;
}

/** Sends a form once at a time and keeps what the server found wrong with it, field by field. */
export function useSubmit<Result>({ send, onDone }: Submit<Result>) {
  const t = useMessages();
  const mutation = useMutation({ mutationFn: send, onSuccess: onDone });
  const { error } = mutation;
  const named = error instanceof ProblemError ? error.fields : [];
  return {
    isPending: mutation.isPending,
    isDone: mutation.isSuccess,
    error,
    onSubmit: (event: FormEvent<HTMLFormElement>): void => {
      event.preventDefault();
      if (!mutation.isPending) mutation.mutate(readFields(new FormData(event.currentTarget)));
    },
    /** What is wrong with a field or with a part of it, such as `gpu.count` of `gpu` or `callbacks[0]` of `callbacks`. */
    fieldError: (name: string): string | undefined => {
      if (error instanceof FieldError) return error.field === name ? error.message : undefined;
      const found = named.find(({ field }) => isPartOf(field, name));
      return found === undefined ? undefined : t.fieldProblem(found.message);
    },
  };
}

function isPartOf(field: string, name: string): boolean {
  return field.startsWith(name) && /^(?:$|[.[])/.test(field.slice(name.length));
}
