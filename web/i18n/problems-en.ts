/** Sentences for the codes of the API's refusals. English needs none: the server's own sentences say more. */
export const problemsEn: Readonly<Record<string, string>> = {};
