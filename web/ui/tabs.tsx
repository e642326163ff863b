import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly label: string;
    readonly body: ReactNode;
  }[];
  /** The open one, where an address knows it. */
  readonly value?: string;
  readonly onValue?: (id: string) => void;
}

export function Tabs({ label, tabs, value, onValue }: TabsProps) {
  return (
    <Radix.Root
      defaultValue={tabs[0]?.id ?? ""}
      {...(value === undefined ? {} : { value })}
      {...(onValue === undefined ? {} : { onValueChange: onValue })}
    >
      <Radix.List
        aria-label={label}
        className="flex gap-1 overflow-x-auto border-b border-hairline"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-[13px] font-medium whitespace-nowrap text-muted hover:text-text data-[state=active]:border-action data-[state=active]:text-text"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-4">
          {tab.body}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
