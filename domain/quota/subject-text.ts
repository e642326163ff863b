/** A bucket's subject in words: `user=u_42&feature=remix` → `user u_42, feature remix`; empty → `all together`. */
export function subjectText(subject: string): string {
  if (subject === "") return "all together";
  return subject
    .split("&")
    .map((part) => {
      const at = part.indexOf("=");
      return `${part.slice(0, at)} ${decodeURIComponent(part.slice(at + 1))}`;
    })
    .join(", ");
}
