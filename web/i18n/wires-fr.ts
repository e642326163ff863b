import type { wiresEn } from "./wires-en.ts";

/** Les phrases sur un protocole décrit à la main. */
export const wiresFr: typeof wiresEn = {
  custom: "Un autre, décrit ici",
  wire: "Description du protocole",
  wireHint: "JSON : quels appels passent, et où se trouve quoi dans les corps et les réponses.",
  notJson: "n’est pas du JSON : vérifiez virgules et accolades.",
  trial: "Une création et ses réponses",
  trialHint:
    "Ce qu’un client envoie et ce que le fournisseur répond, d’abord la réponse à la création.",
  check: "Vérifier",
  checking: "Vérification…",
  checked: "Ce qui serait comptabilisé",
  answer: (number: number) => `Réponse ${number}`,
  says: { nothing: "ne dit rien", refused: "refusée" },
  nothing: "Rien n’a été enregistré et personne n’a été appelé.",
  fault: "Ce protocole est inutilisable : les appels reçoivent 404, les tâches ouvertes attendent.",
  facts: {
    model: "Modèle",
    seconds: "Secondes demandées",
    estimate: "Estimation",
    job: "Tâche",
    state: "État",
    cost: "Coût",
    video: "Secondes de vidéo",
    gpu: "Temps GPU, ms",
    failure: "Échec",
  },
};
