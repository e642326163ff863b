/** The sentences about calls that are passed on to clients. */
export const callbacksEn = {
  title: "Callbacks",
  lead: "What the provider sent about this generation, on its way to the address that its create named.",
  receiver: "Receiver",
  state: "State",
  states: { waiting: "waiting", delivered: "delivered", failed: "given up" },
  signature: "Signature",
  verified: "checked",
  unverified: "unsigned",
  received: "Received",
  tries: "Tries",
  last: "Last try",
  next: "Next try",
  faults: {
    status: "refused",
    redirect: "redirected, not followed",
    timeout: "too slow",
    unreachable: "unreachable",
    forbidden_address: "private address",
    address_unreadable: "address can't be opened",
  } as Readonly<Record<string, string>>,
  retry: "Try again",
  retryTo: (origin: string) => `Try again to call ${origin}`,
};

export type CallbacksMessages = typeof callbacksEn;
