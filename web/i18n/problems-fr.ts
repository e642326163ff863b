import type { problemsEn } from "./problems-en.ts";

export const problemsFr: typeof problemsEn = {
  invalid_input: "Une partie de la saisie n’est pas valable.",
  bad_signature: "La demande n’est pas signée comme il faut.",
  malformed_json: "Le contenu envoyé n’est pas du JSON.",
  signed_out: "Vous n’êtes plus connecté : connectez-vous à nouveau.",
  forbidden: "Votre rôle ne le permet pas. Adressez-vous à un propriétaire de l’espace.",
  cross_site: "La demande vient d’un autre site et a été refusée.",
  setup_closed: "La mise en service est terminée.",
  not_found: "Cet élément n’existe pas dans cet espace.",
  conflict: "Cela existe déjà, ou a changé entre-temps.",
  changed_meanwhile:
    "Quelqu’un l’a modifié entre-temps et rien n’a été enregistré. Affichez l’état actuel, puis modifiez-le.",
  question_too_large:
    "La question est trop vaste : choisissez une période plus courte ou un filtre.",
  body_too_large: "Le contenu envoyé est trop volumineux.",
  json_needed: "Le serveur attend du JSON.",
  csv_needed: "Le serveur attend un fichier CSV.",
  idempotency_mismatch: "Cette clé d’idempotence a déjà servi pour un autre contenu.",
  too_many_attempts: "Trop de tentatives : attendez une minute, puis réessayez.",
  internal:
    "Le serveur a rencontré une erreur. Donnez l’identifiant de la requête à qui l’exploite.",
  books_unavailable: "La base de données des comptes est injoignable. Réessayez dans un instant.",
  analytics_unavailable: "La base d’analyse est injoignable. Réessayez dans un instant.",
  unknown: "Le serveur n’a pas donné suite à la demande.",
};
