import type { ClipListMessages } from "./clip-list-en.ts";

export const clipListFr = {
  columns: "Colonnes",
  fittingColumns: "Celles qui tiennent",
  names: {
    basis: "Base",
    region: "Région",
    platform: "Plateforme",
    plan: "Offre",
    customer: "Client",
    upstream: "Fournisseur",
    failure: "Échec",
  },
  sortBy: (name) => `Trier par ${name}`,
  order: "Ordre",
  orders: {
    "-created": "Les plus récentes d’abord",
    created: "Les plus anciennes d’abord",
    "-cost": "Les plus chères d’abord",
    cost: "Les moins chères d’abord",
    "-took": "Les plus lentes d’abord",
    took: "Les plus rapides d’abord",
  },
  captions: {
    "-created": "Générations de la période, les plus récentes d’abord",
    created: "Générations de la période, les plus anciennes d’abord",
    "-cost": "Générations de la période, les plus chères d’abord",
    cost: "Générations de la période, les moins chères d’abord",
    "-took": "Générations de la période, les plus lentes d’abord",
    took: "Générations de la période, les plus rapides d’abord",
  },
  firstPage: "Première page",
  nextPage: "Page suivante",
  cannotOrder:
    "Cette liste ne peut pas être mise dans cet ordre : elle est trop longue, ou restreinte par gaspillage.",
  newestInstead: "Plutôt les plus récentes d’abord",
  export: "Exporter",
  exportLead: "Tout ce qui correspond, avec chaque colonne, par ordre de date",
  csv: "CSV",
  csvFrench: "CSV pour Excel français",
  parquet: "Parquet",
} satisfies ClipListMessages;
