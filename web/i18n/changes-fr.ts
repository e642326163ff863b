import type { changesEn } from "./changes-en.ts";

export const changesFr: typeof changesEn = {
  title: "Ce qui a changé",
  against: (dates) => `par rapport au ${dates}`,
  soFar: "La période est encore ouverte : elle est comparée à une période entière.",
  nothingBefore: "Rien n'a été enregistré sur la période précédente : tout est nouveau.",
  nothing: "Rien n'a bougé depuis la période précédente.",
  spend: (change, name, amount) =>
    `La dépense a bougé de ${change}, surtout par ${name} (${amount}).`,
  spendSame: "La dépense est restée la même.",
  mostly: (measure, change, value, amount) =>
    `Par rapport à celle-là, la ${measure === "spend" ? "dépense" : "marge"} a bougé de ${change}, surtout par ${value} (${amount}).`,
  driversCaption: "Ce qui a fait bouger la dépense",
  driver: "Par",
  amount: "Dépense",
  total: "Au total",
  drivers: {
    volume: "le volume",
    failures: "les échecs",
    model_mix: "la répartition des modèles",
    length_resolution: "la durée et la résolution",
    price: "le coût d’une seconde",
    unexplained: "l'inexpliqué",
  },
  explains: {
    volume: "Plus ou moins de clips, chacun au même coût.",
    failures: "Plus ou moins d'échecs parmi eux.",
    model_mix: "D'autres modèles les font.",
    length_resolution: "Des clips plus longs, plus courts, plus grands ou plus petits.",
    price:
      "Une seconde des mêmes clips coûte plus ou moins : autres prix, ou plus ou moins de temps GPU.",
    unexplained: "Ce qu'aucune étape ne sait distinguer.",
  },
  moversCaption: (by) => `Ce qui a le plus bougé, par ${by}`,
  showClips: (value, count) => `${value}, ${count} : voir ses clips`,
  spendChange: "Dépense",
  marginChange: "Marge",
  clips: "Clips",
  was: (before) => `avant : ${before}`,
  rest: (values, change) => `${values} de plus : ${change}`,
};
