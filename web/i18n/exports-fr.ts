import type { ExportsMessages } from "./exports-en.ts";

export const exportsFr = {
  title: "Exports",
  lead: "Les chiffres de la période et des filtres ci-dessus en fichiers, et la connexion pour vos propres rapports.",
  kind: "CSV pour",
  dialects: {
    rfc4180: "Programmes et tableurs en anglais (RFC 4180)",
    "excel-fr": "Excel en français (points-virgules, virgules décimales)",
  },
  files: {
    focus: {
      title: "Dépenses, au format FOCUS 1.2",
      lead: "Une ligne par génération réglée dont le coût est connu, dans les colonnes que lisent les outils FinOps. Toujours en RFC 4180.",
    },
    generations: {
      title: "Générations",
      lead: "Une ligne par génération, avec son coût et son calcul. Un coût inconnu est une cellule vide.",
    },
    margin: {
      title: "Marge par fonctionnalité",
      lead: "Dépenses et revenus reconnus, comme dans le rapport de marge. Jours entiers ; les filtres ne s’appliquent pas.",
    },
  },
  download: (title: string, kind: string) => `${title} : télécharger ${kind}`,
  bi: {
    title: "Vos propres rapports",
    lead: "Un utilisateur ClickHouse qui lit quatre vues documentées de cet espace de travail, et rien d’autre.",
    adminOnly:
      "Un propriétaire ou administrateur de l’espace de travail peut voir l’adresse et le mot de passe.",
    show: "Afficher la connexion",
    showing: "Chargement…",
    audited: "Le journal d’audit note qui a regardé.",
    url: "Adresse",
    database: "Base de données",
    user: "Utilisateur",
    password: "Mot de passe",
    copyPassword: "Copier le mot de passe",
    statements:
      "Sur votre propre ClickHouse, exécutez une fois ces instructions. Elles créent l’utilisateur avec ce mot de passe ; la prochaine consultation en donne un autre.",
    copyStatements: "Copier les instructions",
    views: "Vues",
    view: "Vue",
    row: "Une ligne est",
    columns: "Colonnes",
  },
} satisfies ExportsMessages;
