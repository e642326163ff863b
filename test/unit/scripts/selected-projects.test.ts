import { expect, it } from "vitest";
import { selectedProjects, testProjects } from "../../../scripts/testing/selected-projects.ts";

it("selects every project when the command line names none", () => {
  expect(selectedProjects([])).toEqual(testProjects);
  expect(selectedProjects(["--bail", "1"])).toEqual(testProjects);
});

it("selects the projects named by --project, in either spelling", () => {
  expect(selectedProjects(["--project", "unit"])).toEqual(["unit"]);
  expect(selectedProjects(["--project=unit", "--project", "e2e"])).toEqual(["unit", "e2e"]);
});

it("prepares everything for a pattern of projects", () => {
  expect(selectedProjects(["--project", "*"])).toEqual(testProjects);
});

it("selects the project of a file", () => {
  expect(selectedProjects(["test/faults/kill.test.ts"])).toEqual(["faults"]);
});
