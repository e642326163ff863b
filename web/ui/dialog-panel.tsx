import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useMessages } from "../i18n/use-messages.ts";
import type { DialogProps } from "./dialog.tsx";
import { useReturnFocus } from "./use-return-focus.ts";

/** An open dialog. */
export function DialogPanel({
  onOpenChange,
  title,
  description,
  children,
  wide,
}: Omit<DialogProps, "open">) {
  const t = useMessages();
  const returnFocus = useReturnFocus();
  return (
    <Radix.Root open onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(15_23_42/0.45)] backdrop-blur-[2px]" />
        <Radix.Content
          {...returnFocus}
          {...(description === undefined ? { "aria-describedby": undefined } : {})}
          className={`fixed inset-x-0 bottom-0 z-50 max-h-[92vh] overflow-y-auto rounded-t-2xl border border-hairline bg-card p-6 shadow-pop sm:inset-auto sm:top-1/2 sm:left-1/2 sm:w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-2xl ${wide === true ? "sm:max-w-2xl" : "sm:max-w-lg"}`}
        >
          <div className="mb-5 flex items-start justify-between gap-4">
            <div>
              <Radix.Title className="text-base font-semibold">{title}</Radix.Title>
              {description === undefined ? null : (
                <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
              )}
            </div>
            <Radix.Close
              aria-label={t.common.close}
              className="-mt-1 -mr-2 rounded-lg p-2 text-muted hover:bg-hover hover:text-text"
            >
              <X size={16} aria-hidden="true" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
