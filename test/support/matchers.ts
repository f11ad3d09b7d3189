import { toMatchFile } from "jest-file-snapshot";

expect.extend({ toMatchFile });

// A busy machine is no fault of what is tested.
jest.setTimeout(60_000);
