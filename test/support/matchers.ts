import { toMatchFile } from "jest-file-snapshot";

expect.extend({ toMatchFile });

// Tests must not fail on a busy machine.
jest.setTimeout(60_000);
