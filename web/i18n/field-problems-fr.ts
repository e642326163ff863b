import type { Messages } from "./en.ts";

/** What the server says of a field, by its English sentence; `$1` is what the sentence names. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/^expected .*, received undefined$/, "est obligatoire"],
  [/^expected (string|number|boolean|array|object|int).*$/, "n’a pas la forme attendue"],
  [/^Too small: expected string to have >=1 characters$/, "est obligatoire"],
  [/^Too small: expected string to have >=(\d+) characters$/, "demande au moins $1 caractères"],
  [/^Too big: expected string to have <=(\d+) characters$/, "accepte au plus $1 caractères"],
  [/^Too small: expected number to be >=(\S+)$/, "doit valoir au moins $1"],
  [/^Too small: expected number to be >(\S+)$/, "doit être supérieur à $1"],
  [/^Too big: expected number to be <=(\S+)$/, "doit valoir au plus $1"],
  [/^Too small: expected array to have >=1 items$/, "demande au moins une valeur"],
  [/^Too big: expected array to have <=(\d+) items$/, "accepte au plus $1 valeurs"],
  [/^Invalid option: .*$/, "n’est pas un des choix possibles"],
  [/^Invalid email address$/, "n’est pas une adresse e-mail"],
  [/^Invalid URL$/, "n’est pas une adresse web"],
  [/^Invalid .*$/, "n’est pas valable"],
  [
    /^must be a decimal string.*$/,
    "doit être un nombre d’au plus 9 décimales, par exemple « 0.10 »",
  ],
  [/^must be a decimal of zero or more.*$/, "doit être un nombre positif ou nul"],
  [/^must be a decimal above zero.*$/, "doit être un nombre supérieur à zéro"],
  [/^must be more than zero.*$/, "doit être supérieur à zéro"],
  [/^must be a date.*$/, "doit être une date, par exemple « 2026-01-31 »"],
  [/^must be a month.*$/, "doit être un mois, par exemple « 2026-01 »"],
  [
    /^must be an IANA time zone.*$/,
    "doit être un fuseau horaire IANA, par exemple « Europe/Paris »",
  ],
  [
    /^(?:must be three capital letters|is no currency) .*$/,
    "doit être une monnaie, par exemple « EUR »",
  ],
  [/^must be another currency than base$/, "doit être une autre monnaie que celle de départ"],
  [/^must be a UUID$/, "doit être un identifiant UUID"],
  [/^must lie after from$/, "doit suivre le début"],
  [/^must lie after valid_from$/, "doit suivre le début de validité"],
  [/^must be in the future$/, "doit être dans l’avenir"],
  [/^must lie at most (\d+) days before .*$/, "couvre plus de $1 jours"],
  [/^must lie in the years (\d+) to (\d+)$/, "doit être compris entre les années $1 et $2"],
  [/^must be at most (\d+) days$/, "accepte au plus $1 jours"],
  [/^must (?:have|hold|be) at most (\d+) .*$/, "accepte au plus $1 valeurs ou caractères"],
  [/^must be 1 to 64 small letters.*$/, "accepte 1 à 64 minuscules, chiffres, tirets et points"],
  [/^must be printable ASCII without spaces$/, "ne doit contenir ni espace ni accent"],
  [
    /^must not (?:hold|contain) (?:control characters|the NUL character).*$/,
    "contient un caractère de contrôle",
  ],
  [
    /^must be given again when base_url moves to another host$/,
    "doit être saisi à nouveau quand l’adresse change d’hôte",
  ],
  [/^is needed.*$/, "est obligatoire"],
  [/^is not known.*$/, "n’est pas connu"],
  [/^is not valid JSON.*$/, "n’est pas du JSON valable"],
  [/^is not the password of .*$/, "n’est pas le mot de passe de ce compte"],
  [/^is (?:private|a local name): .*$/, "est une adresse privée : autorisez-la d’abord"],
];

/** A sentence that nobody has translated is quoted: it still says more than none. */
export const fieldProblemFr: Messages["fieldProblem"] = (message) => {
  const plain = message.replace(/\.$/, "");
  const known = SENTENCES.find(([pattern]) => pattern.test(plain));
  return known === undefined ? `refusé : « ${plain} »` : plain.replace(known[0], known[1]);
};
