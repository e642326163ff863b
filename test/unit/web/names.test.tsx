// @vitest-environment happy-dom
import { render } from "@testing-library/react";
import { describe, expect, it } from "vitest";
import { nameInSentence, plainName } from "../../../web/format/plain-name.ts";
import { en } from "../../../web/i18n/en.ts";
import { Name } from "../../../web/ui/name.tsx";
import { ValueName } from "../../../web/ui/value-name.tsx";
import { valueLabel } from "../../../web/view-bar/value-label.ts";

const OVERRIDE = "\u202E";
const FSI = "\u2068";
const PDI = "\u2069";
const HEBREW = "שלום";

describe("a name that somebody gave", () => {
  it("can't turn what stands around it: what orders text is shown as a mark", () => {
    expect(plainName(`pay${OVERRIDE}tuo`)).toBe("pay\uFFFDtuo");
    expect(plainName(`${PDI}${OVERRIDE}x`)).toBe("\uFFFD\uFFFDx");
    expect(plainName("remix 2 (beta)")).toBe("remix 2 (beta)");
  });

  it("stands in a sentence with its own direction, and only where it has one", () => {
    expect(nameInSentence("remix")).toBe("remix");
    expect(nameInSentence(HEBREW)).toBe(`${FSI}${HEBREW}${PDI}`);
    expect(valueLabel("feature", `a${OVERRIDE}b`, en)).toBe("a\uFFFDb");
  });

  it("is told apart from what stands where nobody gave one", () => {
    const { container } = render(<ValueName>(none)</ValueName>);
    expect(container.innerHTML).toBe('<em class="text-muted">(none)</em>');
  });

  it("stands isolated in tables", () => {
    const { container } = render(<Name>{`a${OVERRIDE}b`}</Name>);
    expect(container.innerHTML).toBe("<bdi>a\uFFFDb</bdi>");
  });
});
