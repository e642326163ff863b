import type { RatesMessages } from "./rates-en.ts";

export const ratesFr = {
  title: "Taux de change",
  lead: "Les montants en d’autres devises sont convertis au taux de leur jour, ou au dernier des dix jours précédents. Ce qui n’a pas de taux n’entre dans aucun chiffre et figure parmi les montants écartés.",
  caption: "Taux de change, du jour le plus récent au plus ancien",
  add: "Ajouter un taux",
  addTitle: "Ajouter un taux de change",
  addLead: "Le même jour et la même paire remplacent le taux qui s’y trouve.",
  file: "Importer un fichier",
  date: "Jour",
  pair: "Paire",
  rate: "Taux",
  base: "De",
  baseHint: "Une unité de cette devise…",
  quote: "Vers",
  quoteHint: "… achète autant de celle-ci.",
  source: "Source",
  sources: (source: string) =>
    source === "ecb"
      ? "fichier de la Banque centrale européenne"
      : source === "api"
        ? "saisi"
        : `fichier (${source})`,
  updated: "Écrit",
  empty: "Aucun taux de change",
  emptyLead:
    "Ce qui est dans la devise de référence n’en a pas besoin. Pour le reste, ajoutez un taux ou importez un fichier, comme eurofxref-hist.csv de la Banque centrale européenne.",
  importing: {
    title: "Importer des taux de change",
    lead: "Tous les taux du fichier sont pris, ou aucun. Voyez d’abord ce qu’il ferait.",
    format: "Type de fichier",
    formats: {
      plain: { label: "Simple", hint: "Les colonnes date, base, quote, rate." },
      ecb: {
        label: "Banque centrale européenne",
        hint: "eurofxref-hist.csv tel quel : un jour par ligne, une devise par colonne.",
      },
    },
    choose: "Choisir un fichier",
    none: "Aucun fichier choisi",
    check: "Vérifier",
    checking: "Vérification…",
    apply: "Tout prendre",
    plan: (created: string, changed: string, unchanged: string) =>
      `Nouveaux : ${created}, modifiés : ${changed}, inchangés : ${unchanged}. Rien n’est encore écrit.`,
    faults: "Rien n’a été pris. Corrigez ces lignes, puis choisissez de nouveau le fichier :",
    line: (line: string) => `Ligne ${line}`,
    cell: (line: string, column: string) => `Ligne ${line}, ${column}`,
    more: (count: string) => `et ${count} de plus`,
  },
} satisfies RatesMessages;
