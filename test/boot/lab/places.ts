import path from "node:path";

export const projectRoot = path.resolve(__dirname, "..", "..", "..");

/** What the lab makes and keeps: out of git's sight, and safe to remove while no lab runs. */
export const cache = path.join(projectRoot, ".cache", "boot");

/** The bridge that all nodes are on, and this machine's address on it: the only one that they can reach beside each other. */
export const bridge = { name: "cdktf-lab", address: "10.16.0.1", prefix: 16 } as const;

/** Where nodes find the registry that mirrors Docker Hub. */
export const registryAddress = `${bridge.address}:5000`;

/** Where nodes find the mirror of Debian and the repository of the lab. */
export const mirrorUrl = `http://${bridge.address}`;

/** Where a test keeps what all stand-ins of Marathon answer: as with the real one, they have one state between them. */
export const marathonState = { address: bridge.address, port: 8098 } as const;

/** Where the tests take mail. */
export const mailServer = { address: bridge.address, port: 25 } as const;

/** Where the tests take alerts. */
export const alertsUrl = `http://${bridge.address}:8099/alerts`;
