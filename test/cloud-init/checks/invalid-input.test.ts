import { InvalidInput, withOwner } from "../../../cloud-init/checks/invalid-input";
import { AwsStack, refusal } from "../../support/synth";

test("a refusal shows the caller's line and none of this library's", () => {
  try {
    new AwsStack().masters({ count: 4 as never });
  } catch (error) {
    expect((error as Error).stack).toContain("invalid-input.test.ts");
    expect((error as Error).stack).not.toMatch(/\/constructs\/(?!.*test)[a-z-]+\.ts/);
  }
  expect.assertions(2);
});

test("a refusal names its owner once", () => {
  const refuse = () => {
    throw new InvalidInput("count must be odd");
  };
  const named = () => withOwner("masters", refuse);
  expect(refusal(named)).toBe("InvalidInput: masters: count must be odd");
  expect(refusal(() => withOwner("masters", named))).toBe("InvalidInput: masters: count must be odd");
});

test("any other error stays what it is", () => {
  const crash = () => withOwner("masters", () => new Map().get("a").b);
  expect(refusal(crash)).toContain("TypeError");
});
