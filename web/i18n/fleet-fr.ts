import type { FleetMessages, GpuProfilesMessages } from "./fleet-en.ts";

export const fleetFr: FleetMessages = {
  title: "Parc de GPU",
  lead: "Ce que coûtent les GPU dédiés, qu’ils aient travaillé ou non, et qui s’en est servi.",
  figures: "Ce qui a été payé",
  capacity: "Capacité",
  used: "Utilisé",
  failed: "Échoué",
  idle: "Inactif",
  over: "Au-delà de la capacité",
  utilisation: "Utilisation",
  seconds: (gpuHours) => `${gpuHours} h GPU`,
  note: "Temps GPU au tarif du parc, en USD. Le prix des clips est un autre chiffre.",
  overNote: (hours) =>
    `${hours} h GPU de plus que n’en a le parc. Les clips qui tournent en même temps sont mesurés sur tous ses GPU : indiquez dans un profil GPU combien il en faut par exécution.`,
  withoutGpuTime: (count, text) =>
    count === 1
      ? "Le temps GPU de 1 clip est inconnu ; il compte comme inactif."
      : `Le temps GPU de ${text} clips est inconnu ; il compte comme inactif.`,
  unrated: (hours) =>
    `${hours} h GPU tombent à des moments sans GPU déclarés ; elles ne figurent dans aucun chiffre.`,
  overTime: "Au fil du temps",
  chartNote: "Chaque clip compte au moment de son admission.",
  chartDescription:
    "Barres empilées : ce qu’a coûté, à chaque période, le temps GPU utilisé, échoué et inactif.",
  bucket: (when, utilisation) => `${when} · ${utilisation}`,
  part: (name, amount) => `${name} : ${amount}`,
  crowded: {
    day: (count, text) =>
      `${text} ${count === 1 ? "jour compte" : "jours comptent"} plus de temps GPU que de capacité ; le temps inactif des autres le compense dans l’ensemble.`,
    hour: (count, text) =>
      `${text} ${count === 1 ? "heure compte" : "heures comptent"} plus de temps GPU que de capacité ; le temps inactif des autres le compense dans l’ensemble.`,
  },
  partial: "pas encore terminée",
  by: "Par",
  rule: "Le coût inactif va",
  rules: {
    gpu_time: "selon la part du temps GPU",
    peak: "selon la part de l’heure la plus chargée",
    even: "à parts égales",
    none: "sur une ligne à part",
  },
  reasons: { no_rule: "non réparti", no_use: "personne ne s’est servi du parc" },
  users: (dimension) => `Parc par ${dimension}`,
  cost: "Coût",
  idleLine: "Inactif, non réparti",
  overLine: "Au-delà de la capacité",
  upstreams: "Parcs",
  upstream: "Fournisseur",
  gpus: "GPU",
  from: "Depuis",
  gpusText: (count, type, rate) => `${count} × ${type} à ${rate} l’heure`,
  empty: "Aucun GPU dédié",
  emptyLead:
    "Donnez à un fournisseur des GPU et un prix horaire : cette page montre alors ce qu’ils coûtent et quelle part est restée inactive.",
  toUpstreams: "Fournisseurs",
};

export const gpuProfilesFr: GpuProfilesMessages = {
  title: "Profils GPU",
  lead: "Ce que vous savez des GPU derrière un modèle qui ne le dit pas. Un profil compte pour ce qui est admis à partir de son début.",
  add: "Déclarer un profil",
  caption: "Profils GPU, le plus récent d’abord",
  provider: "Prestataire",
  upstream: "Fournisseur",
  anyUpstream: "tous ceux du prestataire",
  model: "Modèle",
  modelHint: "* vaut pour tous les modèles.",
  perSecond: "Secondes GPU par seconde de vidéo",
  perSecondHint: "Tous GPU confondus. Sert là où rien n’annonce ni ne mesure le temps GPU.",
  hardware: "Matériel",
  hardwareHint: "Le nom que le livre des prix donne à la machine.",
  perRun: "GPU par exécution",
  perRunHint: "À défaut : un si le temps est annoncé, tous s’il est mesuré.",
  type: "Type de GPU",
  states: "Déclare",
  since: "Depuis",
  until: "Jusqu'à",
  end: "Terminer",
  endOf: (model) => `Terminer le profil de ${model}`,
  endTitle: (model) => `Terminer le profil de ${model} ?`,
  endLead: "Ce qui a été admis pendant qu’il comptait le garde.",
  empty: "Aucun profil",
  said: {
    perSecond: (seconds) => `${seconds} s GPU par s de vidéo`,
    hardware: (name) => `matériel ${name}`,
    perRun: (count) => `${count} GPU par exécution`,
    type: (name) => name,
  },
};
