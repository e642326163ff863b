import type { CallbacksMessages } from "./callbacks-en.ts";

export const callbacksFr = {
  title: "Rappels",
  lead: "Ce que le fournisseur a envoyé au sujet de cette génération, en route vers l’adresse nommée à sa création.",
  receiver: "Destinataire",
  state: "État",
  states: { waiting: "en attente", delivered: "remis", failed: "abandonné" },
  signature: "Signature",
  verified: "vérifiée",
  unverified: "sans signature",
  received: "Reçu",
  tries: "Essais",
  last: "Dernier essai",
  next: "Prochain essai",
  faults: {
    status: "refusé",
    redirect: "redirigé, non suivi",
    timeout: "trop lent",
    unreachable: "injoignable",
    forbidden_address: "adresse privée",
    address_unreadable: "adresse illisible",
  },
  retry: "Réessayer",
  retryTo: (origin: string) => `Réessayer d’appeler ${origin}`,
} satisfies CallbacksMessages;
