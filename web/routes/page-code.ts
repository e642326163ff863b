import { lazyRouteComponent } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { serverAnswers } from "../client/server-answers.ts";
import { UnreachablePage } from "../frame/unreachable-page.tsx";

/** A page that has not come by then is not coming: the reader is told. */
const CODE_TIMEOUT_MS = 20_000;

/**
 * A page whose code is fetched when it is opened. When it does not come, a page that says so and tries again stands in
 * its place; when the server has this code no more, because another build runs by now, the document is loaded anew.
 */
export function pageCode<Module extends object>(
  fetchCode: () => Promise<Module>,
  name: keyof Module,
) {
  return lazyRouteComponent(async () => {
    const code = fetchCode();
    try {
      const module = await Promise.race([code, lateness()]);
      // Not read off the module's type: pages use the router's types, which would then hang on their own.
      if (module !== null) return { page: module[name] as ComponentType };
    } catch (error) {
      // The library loads the document anew for code that is gone.
      if (await serverAnswers()) throw error;
    }
    // What comes late, or fails late, is for nobody.
    code.catch(() => {});
    return { page: UnreachablePage };
  }, "page");
}

function lateness(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), CODE_TIMEOUT_MS);
  });
}
