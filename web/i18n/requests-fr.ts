import type { RefusalWords, RequestsMessages } from "./requests-en.ts";

const words = (short: string, next: string): RefusalWords => ({ short, next });

const limit = (whose: string) =>
  words(
    `limite ${whose} atteinte`,
    "Une limite n’avait plus de place pour ce clip. La page des quotas dit qui l’atteint, quand elle se libère, et permet de la relever.",
  );

export const requestsFr = {
  title: "Requêtes",
  lead: "Chaque appel HTTP par le proxy : ce qui est venu, la réponse, et la raison d’un refus.",
  caption: "Requêtes de cette période, la plus récente d’abord",
  search: "Identifiant de requête, de génération ou du fournisseur",
  searchLabel: "Trouver une requête",
  searched: (text) => `Aucune requête n’a l’identifiant « ${text} »`,
  searchedLead:
    "Les identifiants sont comparés en entier. Celui d’un fournisseur est cherché dans la période choisie seulement, et les anciens enregistrements sont effacés.",
  clearSearch: "Effacer la recherche",
  emptyFiltered: "Rien ne correspond à ces filtres",
  empty: "Aucune requête dans cette période",
  emptyLead:
    "Les enregistrements sont gardés un temps limité, fixé dans les réglages. Choisissez une période plus proche.",
  clear: "Effacer les filtres",
  statuses: {
    label: "Issue",
    all: "Toutes",
    "2xx": "Répondues",
    "3xx": "Redirigées",
    "4xx": "Refusées",
    "5xx": "Échouées",
    none: "Sans réponse",
  },
  counted: (name, count) => `${name} ${count}`,
  facets: {
    label: "Restreindre",
    key: "Clé",
    upstream: "Fournisseur",
    provider: "Prestataire",
    route: "Appel",
    feature: "Fonctionnalité",
    error_code: "Raison",
  },
  notApplied: (names, isOne) =>
    `Les requêtes ne connaissent pas ${isOne ? "ce filtre, laissé" : "ces filtres, laissés"} de côté ici : ${names}.`,
  newest: "Plus récentes",
  older: "Plus anciennes",
  columns: {
    at: "Heure",
    call: "Appel",
    outcome: "Issue",
    took: "Durée",
    upstreamTook: "Fournisseur",
    user: "Utilisateur",
    key: "Clé",
    received: "Reçu",
    sent: "Envoyé",
    generation: "Génération",
  },
  open: (at) => `Ouvrir la requête de ${at}`,
  noAnswer: "sans réponse",
  aborted: "client parti",
  retry: (count) => `essai ${count}`,
  notCalled: "non appelé",
  noGeneration: "aucune",
  unknownKey: "clé supprimée",
  detail: {
    title: "Requête",
    back: "Toutes les requêtes",
    copyId: "Copier l’identifiant de la requête",
    notFound: "Aucune requête de ce nom dans cet espace",
    notFoundLead:
      "Elle est peut-être d’un autre espace, son enregistrement déjà effacé, ou son identifiant mal saisi.",
    facts: "L’échange",
    status: "Statut",
    upstream: "Fournisseur",
    job: "Identifiant du fournisseur",
    whole: "Durée",
    ofWhich: "Part du fournisseur",
    retries: "Essais avant",
    reason: "Raison",
    openPage: (page) => `Ouvrir ${page}`,
    openUser: (user) => `Ouvrir ${user}`,
    siblings: "Requêtes de la même génération",
    siblingsLead: "La plus récente d’abord ; celle-ci est marquée. 200 au plus sont affichées.",
    thisOne: "celle-ci",
    noSiblings: "Elle n’a fait aucune génération",
    noSiblingsLead: "Elle a été refusée avant toute création, ou ne portait sur aucun clip.",
  },
  said: {
    answered: (status, took, upstream) =>
      `Réponse ${status} après ${took}${upstream === null ? " ; le fournisseur n’a pas été appelé" : `, dont ${upstream} pour le fournisseur`}.`,
    passed: (status) =>
      `Le fournisseur a répondu ${status}, et sa réponse a été transmise telle quelle.`,
    refused: (status, short) =>
      `Refusée avec ${status} avant tout appel au fournisseur : ${short}.`,
    failed: (status, short) => `Réponse ${status} après l’appel au fournisseur : ${short}.`,
    aborted: "Le client est parti avant la fin de la réponse.",
    none: "Aucune réponse envoyée : le client est parti avant.",
  },
  next: {
    passed:
      "Lisez le corps de la réponse : les mots sont ceux du fournisseur. Un 401 ou un 403 concerne ses identifiants d’accès.",
    aborted:
      "La cause habituelle est un délai du client. Une création peut avoir été acceptée quand même : sa génération le dit.",
    unknown: "Le message dans le corps de la réponse dit quoi changer.",
  },
  codes: {
    invalid_path: words(
      "chemin invalide",
      "Envoyez le chemin comme le SDK, sans segments codés ni points.",
    ),
    invalid_target_url: words(
      "adresse interdite",
      "L’en-tête ne peut nommer qu’une adresse du fournisseur autorisée ici.",
    ),
    invalid_host: words(
      "en-tête Host invalide",
      "Envoyez un seul en-tête Host. Un proxy intermédiaire en ajoute parfois un.",
    ),
    method_not_allowed: words("méthode interdite", "Utilisez GET, POST ou DELETE, comme le SDK."),
    invalid_api_key: words(
      "clé inconnue",
      "La clé est inconnue, expirée ou révoquée. Créez-en une autre, ou recopiez-la.",
    ),
    upstream_not_allowed: words(
      "fournisseur interdit",
      "Cette clé ne permet pas ce fournisseur. Prenez-en une autre, ou autorisez-le.",
    ),
    unknown_url: words(
      "appel inconnu",
      "Seuls les appels vidéo du fournisseur passent. Comparez l’URL de base à celle des docs.",
    ),
    invalid_handshake: words("ouverture invalide", "Utilisez un client websocket de version 13."),
    upgrade_required: words("websocket requis", "Cet appel est un websocket : ouvrez-le ainsi."),
    invalid_id: words(
      "identifiant invalide",
      "Utilisez tel quel l’identifiant reçu à la création.",
    ),
    books_unavailable: words(
      "livres indisponibles",
      "Rien n’a pu être noté, donc rien n’a été envoyé. Réessayez ; si cela dure, voyez la base de données.",
    ),
    overloaded: words(
      "proxy saturé",
      "Trop d’appels étaient en cours. Réessayez ; si cela dure, lancez un autre processus.",
    ),
    request_too_large: words("corps trop grand", "Envoyez un fichier plus petit."),
    request_timeout: words("corps interrompu", "Le corps a cessé d’arriver. Renvoyez-le."),
    upstream_unreachable: words(
      "fournisseur injoignable",
      "Rien n’a été envoyé. Vérifiez l’adresse du fournisseur, et qu’il fonctionne.",
    ),
    upstream_broken: words(
      "réponse illisible",
      "Pour une création, nul ne sait si elle a été acceptée : voyez sa génération avant de la renvoyer.",
    ),
    upstream_timeout: words(
      "fournisseur trop lent",
      "Pour une création, nul ne sait si elle a été acceptée : voyez sa génération avant de la renvoyer.",
    ),
    upstream_rejected: words(
      "refus du fournisseur",
      "Le fournisseur a refusé cette création, avec ses mots dans la réponse. Sa génération les garde.",
    ),
    client_too_slow: words(
      "client trop lent",
      "Le client ne prenait plus la réponse. Redemandez-la par une meilleure connexion.",
    ),
    list_incomplete: words(
      "liste incomplète",
      "Le compte est partagé et ses derniers clips sont à d’autres. Demandez les clips par identifiant.",
    ),
    idempotency_key_reused: words(
      "clé d’idempotence réutilisée",
      "La même Idempotency-Key est venue avec un autre corps. Donnez une clé à chaque nouveau clip.",
    ),
    idempotent_answer_not_kept: words(
      "répétition sans réponse gardée",
      "La première requête a fait le clip, mais sa réponse était trop grande. Rien n’a été refait.",
    ),
    idempotent_request_running: words(
      "première encore en cours",
      "La première requête avec cette Idempotency-Key n’a pas encore d’issue. Redemandez dans un instant.",
    ),
    internal_error: words(
      "erreur interne",
      "C’est une faute de Reelmeter. Signalez l’identifiant de la requête avec le journal.",
    ),
    not_found: words(
      "clip inconnu",
      "Le clip n’existe pas, ou est d’un autre espace. Utilisez la clé de cet espace.",
    ),
    unknown_upstream: words(
      "fournisseur inconnu",
      "L’URL de base nomme un fournisseur qui n’existe pas. Comparez-la à la liste des fournisseurs.",
    ),
    invalid_attribution: words(
      "attribution invalide",
      "La valeur d’un en-tête Reelmeter dépasse 200 octets ou contient des caractères interdits.",
    ),
    invalid_header: words(
      "en-tête invalide",
      "Écrivez son nom avec des traits d’union, ou omettez-le.",
    ),
    invalid_idempotency_key: words(
      "clé d’idempotence invalide",
      "Envoyez 1 à 255 caractères ASCII visibles, par exemple un UUID.",
    ),
    invalid_callback: words("rappel invalide", "L’adresse de rappel ne peut pas être appelée."),
    callback_not_allowed: words(
      "rappel interdit",
      "La clé ne liste pas cette adresse parmi ses rappels. Ajoutez-la, ou omettez le rappel.",
    ),
    model_not_allowed: words(
      "modèle interdit",
      "Cette clé ne permet pas ce modèle. Prenez un autre modèle ou une autre clé, ou autorisez-le.",
    ),
    feature_not_open: words(
      "fonction non ouverte",
      "Le déploiement de la fonction n’a pas atteint cet appelant. Voyez son déploiement.",
    ),
    rollout_budget_exceeded: words(
      "budget du déploiement épuisé",
      "Le budget du jour est dépensé. Relevez-le, ou attendez demain.",
    ),
    user_blocked: words(
      "utilisateur bloqué",
      "Un opérateur a bloqué cet utilisateur. Sa page dit pourquoi, et permet d’y mettre fin.",
    ),
    unknown_duration: words(
      "durée non précisée",
      "Une limite compte les secondes et la requête n’en donne pas. Demandez un nombre de secondes.",
    ),
    unpriced_model: words(
      "modèle sans prix",
      "Une limite d’argent s’applique et le modèle n’a pas de prix dans sa devise. Ajoutez-en un.",
    ),
    unsupported_value: words(
      "valeur non prise en charge",
      "Le message nomme le champ dont le fournisseur ne connaît pas la valeur.",
    ),
    invalid_value: words(
      "valeur invalide",
      "Le message nomme le champ dont la valeur n’a pas de sens.",
    ),
    unsupported_media_type: words(
      "corps non pris en charge",
      "Envoyez le corps en JSON ou en formulaire, comme le SDK.",
    ),
    user_quota_exceeded: limit("de l’utilisateur"),
    customer_quota_exceeded: limit("du client"),
    key_quota_exceeded: limit("de la clé"),
    workspace_quota_exceeded: limit("de l’espace"),
    group_quota_exceeded: limit("d’un groupe"),
  },
} satisfies RequestsMessages;
