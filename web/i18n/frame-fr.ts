import type { Messages } from "./en.ts";

export const paletteFr = {
  title: "Trouver et agir",
  placeholder: "Page, utilisateur, identifiant de génération, fonctionnalité ou commande…",
  open: "Rechercher",
  nothing: "Rien de ce nom",
  nothingLead: "Un identifiant doit être complet ; un utilisateur peut l’être en partie.",
  searching: "Recherche…",
  recent: "Récents",
  pages: "Pages",
  views: "Vues enregistrées",
  users: "Utilisateurs",
  generations: "Générations",
  requests: "Requêtes",
  features: "Une seule fonctionnalité",
  actions: "Agir",
  feature: (name) => `Fonctionnalité ${name}`,
  onlyFeature: (name) => `Seulement la fonctionnalité ${name}`,
  language: (name) => `Langue : ${name}`,
  theme: (name) => `Couleurs : ${name}`,
  range: (name) => `Période : ${name}`,
  hint: "↑ ↓ pour choisir, Entrée pour y aller, Échap pour fermer",
} satisfies Messages["palette"];

export const viewsFr = {
  label: "Vues",
  mine: "Les miennes seulement",
  shared: "De l’espace de travail",
  none: "Aucune vue enregistrée",
  modified: "modifiée",
  gone: "supprimée",
  goneLead:
    "La vue enregistrée de cette adresse a été supprimée, ou n’est pas partagée avec vous. La page montre ce que l’adresse porte elle-même.",
  forget: "Quitter la vue enregistrée",
  save: "Enregistrer les changements",
  saveAs: "Enregistrer sous…",
  reset: "Revenir à la vue enregistrée",
  settings: "Nom, partage, suppression…",
  saveTitle: "Enregistrer cette vue",
  saveLead: "La page, sa période et ses filtres sont gardés tels que dans l’adresse.",
  editTitle: "Vue enregistrée",
  name: "Nom",
  share: "La montrer à tout l’espace de travail",
  shareHint: "Les autres peuvent l’ouvrir. Seuls vous et les administrateurs peuvent la changer.",
  pinned: "Épingler en tête de liste",
  delete: "Supprimer la vue",
  deleteTitle: (name) => `Supprimer « ${name} » ?`,
  deleteLead: "Les liens déjà partagés restent valables : ils portent la vue eux-mêmes.",
  by: (name) => `par ${name}`,
} satisfies Messages["views"];

export const shareFr = {
  label: "Partager",
  link: "Copier le lien",
  linkHint: "« 7 derniers jours » reste relatif au jour où on l’ouvre",
  frozen: "Copier le lien avec ces dates",
  frozenHint: "Ouvre toujours les mêmes jours",
  print: "Imprimer ou enregistrer en PDF",
  copied: "Lien copié",
} satisfies Messages["share"];

export const unitNamesFr = {
  second: "seconde de vidéo",
  input_second: "seconde en entrée",
  video: "vidéo",
  token: "jeton",
  frame: "image de vidéo",
  image: "image",
  megapixel_second: "mégapixel-seconde",
  gpu_second: "seconde GPU",
  credit: "crédit",
  tick: "tick",
} satisfies Messages["prices"]["units"];

export const quotaModesFr = {
  block: "Bloquer",
  warn: "Avertir",
  shadow: "Observer",
} satisfies Messages["quotas"]["modes"];

export const annotationsFr = {
  units: unitNamesFr,
  modes: quotaModesFr,
  summary: (count) =>
    count < 2
      ? `${count} changement ou note sur cette période`
      : `${count} changements et notes sur cette période`,
  some: (count) => `Les ${count} derniers changements et notes de cette période`,
  none: "Aucun changement ni note sur cette période",
  column: "Changements et notes",
  add: "Ajouter une note",
  addTitle: "Ajouter une note",
  editTitle: "Modifier la note",
  lead: "Elle figure sur chaque graphique temporel, à ce moment.",
  when: (zone) => `Quand (${zone})`,
  text: "Ce qui s’est passé",
  share: "La montrer à tout l’espace de travail",
  badTime: "Écrivez un jour et une heure qui existent.",
  edit: (text) => `Modifier la note « ${text} »`,
  delete: (text) => `Supprimer la note « ${text} »`,
  deleteTitle: "Supprimer cette note ?",
  deleteDo: "Supprimer la note",
  private: "vous seul",
  by: (name) => `par ${name}`,
  price: (model, price) => `Prix de ${model} : ${price}`,
  pricesImported: (count) => `${count} prix importés`,
  rerated: (count) => `${count} générations revalorisées`,
  rerateReverted: "Une revalorisation a été annulée",
  quotaMade: (name) => `Quota « ${name} » créé`,
  quotaChanged: (name, changes) => `Quota « ${name} » : ${changes}`,
  quotaDeleted: (name) => `Quota « ${name} » supprimé`,
  gateMade: (name, feature) => `Déploiement « ${name} » de ${feature} créé`,
  gateChanged: (name, changes) => `Déploiement « ${name} » : ${changes}`,
  gateDeleted: (name) => `Déploiement « ${name} » supprimé`,
  monthClosed: (month) => `Clôture de ${month}`,
  monthReopened: (month) => `Réouverture de ${month}`,
  limit: (before, after) => `limite ${before} → ${after}`,
  mode: (before, after) => `mode ${before} → ${after}`,
  share100: (before, after) => `ouvert à ${before} → ${after}`,
  paused: "mis en pause",
  resumed: "repris",
  otherwise: "modifié",
} satisfies Messages["annotations"];

export const downloadFr = {
  label: (title) => `Télécharger : ${title}`,
  csv: "CSV (RFC 4180)",
  csvHint: "virgule, point décimal",
  excelFr: "CSV pour Excel en français",
  excelFrHint: "point-virgule, virgule décimale",
  png: "Image (PNG)",
  pngFailed: "L’image n’a pas pu être dessinée.",
  period: "Période",
  scope: "Devise et filtres",
  noFilter: "sans filtre",
  start: "Début",
  end: "Fin",
  unpriced: "Sans prix",
  gpuSeconds: "Secondes de GPU",
  row: "Ligne",
  currency: "Devise",
  rows: { value: "valeur", rest: "toutes les autres", total: "total", elsewhere: "autre devise" },
} satisfies Messages["download"];

export const granularityFr = {
  label: "Points",
  auto: "Automatique",
  names: { hour: "Par heure", day: "Par jour", week: "Par semaine", month: "Par mois" },
} satisfies Messages["granularity"];

export const printFr = {
  title: "Vue d’ensemble",
  do: "Imprimer",
  back: "Retour à la vue d’ensemble",
  period: "Période",
  zone: "Fuseau horaire",
  compared: "Comparé à",
  filters: "Filtres",
  noFilters: "aucun",
  currency: "Devise",
  generatedAt: "Établi le",
} satisfies Messages["print"];

const POINTS_FR = { hour: "une heure", day: "un jour", week: "une semaine", month: "un mois" };

export const zoomFr = {
  toPeriod: (point) => `Cliquez sur ${POINTS_FR[point]} pour comparer avec ce qui précède.`,
  toClips: (point) => `Cliquez sur ${POINTS_FR[point]} pour en voir les clips.`,
  hint: "Faites glisser pour agrandir. Au clavier : les flèches déplacent, Entrée choisit, [ et ] fixent le début et la fin.",
  start: (at) => `L’agrandissement commence à ${at}`,
} satisfies Messages["zoom"];
