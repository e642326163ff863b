import type { GuideTarget, PlainCall, Sdk } from "./guide.ts";
import { jsKey, jsPath, jsValue } from "./snippet-text.ts";
import { vertexPlace } from "./vertex-place.ts";

/** A create, and a question about it, without any SDK. */
export function plainSdks(call: PlainCall): readonly Sdk[] {
  return [
    {
      id: "fetch",
      label: "fetch",
      install: null,
      first: (target) => writeFetch(call, target),
      refused: (detailsAt) => `const answer = await fetch(url, create);
if (answer.status === 429 || answer.status === 402) {
  const limit = ${jsPath("(await answer.json())", detailsAt)};
  // Nothing was made, and nothing is charged.
  console.log("Limit reached:", limit?.rule, "resets at", limit?.resets_at);
}
`,
      retries: "none",
    },
    {
      id: "curl",
      label: "curl",
      install: null,
      first: (target) => writeCurl(call, target),
      refused: (detailsAt) => `# -i shows Retry-After and RateLimit; jq reads why from the body.
curl -s "$URL" -H "Authorization: Bearer $REELMETER_KEY" -d "$CREATE" | jq '.${detailsAt.replace(/\.(\d+)/, "[$1]")}'
`,
      retries: "none",
    },
  ];
}

function writeFetch(call: PlainCall, target: GuideTarget): string {
  const { body, headers, poll } = call;
  const { root, key } = target;
  const ask =
    poll === null
      ? `console.log(answer.status, answer.headers.get("reelmeter-generation-id"));
`
      : `const made = await answer.json();
console.log(answer.status, answer.headers.get("reelmeter-cost-estimate"), made);

const job = await fetch(\`${root}${poll.path.replace("{id}", `\${${jsPath("made", poll.id)}}`)}\`, {
  headers: { Authorization: \`Bearer \${key}\` },
});
console.log(await job.json());
`;
  return `const key = ${jsKey(key)};
const answer = await fetch("${addressOf(call, target)}", {
  method: "POST",
  headers: {
    Authorization: \`Bearer \${key}\`,
    "Content-Type": "application/json",
${Object.entries(headers ?? {})
  .map(([name, value]) => `    "${name}": "${value}",\n`)
  .join("")}    "Reelmeter-Feature": "remix",
    "Reelmeter-User": "u_42",
    "Idempotency-Key": crypto.randomUUID(),
  },
  body: JSON.stringify(${jsValue(body, 2)}),
});
${ask}`;
}

function writeCurl(call: PlainCall, target: GuideTarget): string {
  const { body, headers, poll } = call;
  const { root, key } = target;
  const bearer = `-H "Authorization: Bearer ${key ?? "$REELMETER_KEY"}"`;
  const more = Object.entries(headers ?? {}).map(
    ([name, value]) => `  -H "${name}: ${value}" \\\n`,
  );
  const ask =
    poll === null
      ? ""
      : `
# ${poll.id} of the answer
curl "${root}${poll.path.replace("{id}", "$ID")}" ${bearer}
`;
  return `curl "${addressOf(call, target)}" \\
  ${bearer} \\
  -H "Content-Type: application/json" \\
${more.join("")}  -H "Reelmeter-Feature: remix" \\
  -H "Reelmeter-User: u_42" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -d '${JSON.stringify(body)}'
${ask}`;
}

/** Vertex AI's paths name the project and the location that the upstream stands for. */
function addressOf({ path }: PlainCall, { root, upstreamUrl }: GuideTarget): string {
  const { project, location } = vertexPlace(upstreamUrl);
  return root + path.replace("{project}", project).replace("{location}", location);
}
