import type { DocsMessages } from "./docs-en.ts";

export const docsFr = {
  title: "Relier votre code",
  lead: "Changez l’URL de base et la clé dans le SDK que vous utilisez. Rien d’autre ne change dans votre code.",
  api: "Référence de l’API de gestion",
  search: "Chercher un fournisseur ou un SDK",
  searchHint: "Veo, fal, AI SDK…",
  providers: "Fournisseurs",
  connected: "Vos fournisseurs",
  others: "Autres fournisseurs",
  custom: "Protocole décrit",
  openaiLike: "OpenAI et serveurs compatibles",
  nothing: "Aucun fournisseur de ce nom.",
  describe: "Décrivez son protocole en ajoutant un fournisseur.",
  upstream: "Fournisseur relié",
  sdk: "Client",
  baseUrl: "URL de base",
  install: "la commande d’installation",
  firstClip: (sdk) => `un premier clip avec ${sdk}`,
  copy: (what) => `Copier ${what}`,
  noUpstream: (name, slug) =>
    `Rien n’est encore relié par ce protocole (${name}). Le code ci-dessous attend un fournisseur d’identifiant «\u00a0${slug}\u00a0».`,
  addUpstream: "Ajouter un fournisseur",
  keyFrom: (variable) =>
    `La clé est lue dans ${variable}. Une clé ne se copie qu’une fois, à sa création.`,
  toKeys: "Créer une clé",
  ofKey: "L’utiliser",
  ofKeyUpstream: "Fournisseur",
  ofKeyNone: "Il n’y a pas encore de fournisseur à appeler avec elle.",
  more: "Tous les fournisseurs et SDK",
  attribution: {
    title: "Dire pour qui et pour quoi",
    lead: "Des en-têtes sur une création\u00a0; aucun n’atteint le modèle vidéo. Ce qui n’est pas dit se trouve sous (none).",
    meanings: {
      feature:
        "Le nom que lui donne votre produit\u00a0: dépense, revenu et déploiements se lisent ainsi.",
      user: "Qui a demandé, par un identifiant à vous\u00a0: les limites par utilisateur en ont besoin.",
      customer: "Le compte qui paie, quand ce n’est pas l’utilisateur.",
      surface: "Où l’on s’en sert\u00a0: une application, une conversation, une API.",
      region: "Le pays ou la région d’un déploiement.",
      platform: "L’appareil ou le système de l’utilisateur.",
      plan: "La formule de l’utilisateur\u00a0: limites et marge la suivent.",
      tags: "Tout le reste, en nom=valeur, séparés par des virgules.",
    },
    order:
      "La première source qui parle l’emporte\u00a0: ce que la clé impose, ces en-têtes, le baggage W3C (reelmeter.feature=remix), les en-têtes d’autres passerelles, l’utilisateur du corps, les valeurs par défaut de la clé.",
    limits:
      "Une valeur compte au plus 200 octets, sans caractère de contrôle\u00a0; sinon la création est refusée par un 400 qui nomme l’en-tête.",
  },
  repeats: {
    title: "Ne rien créer deux fois",
    lead: "Un Idempotency-Key sur une création est retenu pendant 24 heures.",
    same: "Même clé, même corps",
    sameAnswer: "La première réponse à nouveau. Rien n’est créé, rien n’est facturé.",
    running: "Pendant la première",
    runningAnswer: "409\u00a0: redemandez dans un instant.",
    other: "Même clé, autre corps",
    otherAnswer: "422\u00a0: c’est une autre création, donnez-lui sa propre clé.",
    gone: "Clip dans la réponse",
    goneAnswer: "410 si cette réponse dépassait 1\u00a0Mio. Rien n’est recréé.",
    habits: {
      told: (sdk) =>
        `${sdk} refait de lui-même un appel manqué, mais pas celui qu’une limite a refusé\u00a0: la réponse le lui dit. La clé ci-dessus évite que ses autres essais paient deux fois.`,
      set: (sdk) =>
        `${sdk} referait de lui-même une création refusée\u00a0: ses essais sont donc coupés dans le code ci-dessus. Avec eux, donnez toujours une clé.`,
      repeats: (sdk) =>
        `${sdk} refait de lui-même, cinq fois, une création qu’une limite a refusée. Rien n’en est créé, mais chaque essai compte comme un refus.`,
      none: (sdk) =>
        `${sdk} ne refait rien de lui-même\u00a0; quand vous le faites, répétez la clé.`,
    },
  },
  refusals: {
    title: "Quand une création est refusée",
    lead: "Le refus vient avant l’appel au fournisseur et prend la forme de ses propres erreurs, pour que son SDK lève la sienne. Dans ce code, clip est la création ci-dessus.",
    caught: (sdk) => `comment ${sdk} signale une limite`,
    details: "Les chiffres d’une limite se trouvent dans le corps à",
    detailsHold: "\u00a0: rule, rule_name, metric, limit, used, held, resets_at.",
    statuses: {
      "400": "Un défaut de la requête ou d’un en-tête à nous\u00a0; le message le nomme.",
      "401": "La clé est inconnue, expirée ou révoquée.",
      "402":
        "Une limite d’argent est atteinte, ou elle s’applique et le modèle n’a pas de prix (unpriced_model).",
      "403":
        "La clé ne permet pas ce fournisseur ou ce modèle, la fonction n’est pas ouverte à cet utilisateur (feature_not_open), ou il est bloqué (user_blocked).",
      "404": "Le protocole n’a pas cet appel, ou le travail n’est pas de cet espace.",
      "429":
        "Une limite est atteinte\u00a0: user_quota_exceeded et semblables. Retry-After dit quand elle se libère.",
      "502": "Le fournisseur est injoignable\u00a0; 504 s’il tarde trop.",
      "503":
        "Les limites ne peuvent pas être vérifiées pour l’instant, donc rien n’est créé. Réessayez après Retry-After.",
    },
    answers:
      "Les réponses portent Reelmeter-Request-Id, celles des créations aussi Reelmeter-Generation-Id, Reelmeter-Cost-Estimate, RateLimit et RateLimit-Policy.",
  },
} satisfies DocsMessages;
