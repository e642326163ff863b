import type { WasteMessages } from "./waste-en.ts";

export const wasteFr = {
  title: "Gaspillage",
  lead: "Ce qui a été payé pour des clips que personne n’a eus, chaque génération sous une seule cause.",
  verdict: (amount, share, count, isOne) =>
    `${amount} de la dépense est gaspillé\u00a0: ${share}, sur ${count} ${isOne ? "génération" : "générations"}.`,
  verdictNone: "Rien n’a été gaspillé sur cette période, pour autant qu’on le sache.",
  causes: {
    failed: "Échouées, et pourtant facturées",
    blocked: "Bloquées après le début",
    never_downloaded: "Jamais téléchargées",
    duplicate: "Refaites",
  },
  short: {
    failed: "Échouées",
    blocked: "Bloquées",
    never_downloaded: "Jamais téléchargées",
    duplicate: "Refaites",
  },
  explains: {
    failed: "Générations échouées, annulées ou expirées qui ont coûté quelque chose.",
    blocked: "La modération a arrêté le travail déjà commencé.",
    never_downloaded: "Clips terminés que personne n’a récupérés jusqu’ici.",
    duplicate: "La même consigne par le même utilisateur en dix minutes.",
  },
  ofSpend: (share) => `${share} de la dépense`,
  clips: (count, isOne) => `${count} ${isOne ? "clip" : "clips"}`,
  show: (cause) => `${cause} : voir les clips`,
  unknown: "Téléchargement inconnu",
  unknownLead:
    "Ces clips se récupèrent chez le prestataire, pas ici : ni gaspillage, ni preuve d’usage.",
  unknownNone: "Les téléchargements de tous les clips terminés passent ici.",
  about: (count) => `environ ${count}`,
  trend: "Gaspillage dans le temps",
  trendSubtitle: (interval, zone) => `par cause, par ${interval}, ${zone}`,
  tableTitle: (by) => `Gaspillage par ${by.toLowerCase()}`,
  by: "Répartir par",
  total: "Gaspillage",
  share: "Part de la dépense",
  spend: "Dépense",
  none: "aucun",
  openAll: "Explorer",
} satisfies WasteMessages;
