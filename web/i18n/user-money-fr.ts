import type { UserMoneyMessages } from "./user-money-en.ts";

export const userMoneyFr = {
  title: "Coût et revenus",
  lead: "Les 90 derniers jours, avec ce qui s’y est terminé.",
  spend: "Dépense",
  held: (amount) => `et ${amount} réservés`,
  revenue: "Revenus",
  margin: "Marge",
  clips: "Clips",
  outcomes: (succeeded, failed) => `${succeeded} réussis, ${failed} échoués`,
  unpriced: (count) => `${count} sans prix`,
  perClip: "Coût d’un clip",
  waste: "Gaspillage",
  overTime: "Clips par semaine",
  week: (day, count) => `semaine du ${day} : ${count}`,
  features: "Où est allé l’argent",
  otherCurrency: (amount) => `hors de ces sommes : ${amount}`,
} satisfies UserMoneyMessages;
