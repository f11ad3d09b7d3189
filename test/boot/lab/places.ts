import path from "node:path";

export const projectRoot = path.resolve(__dirname, "..", "..", "..");

/** The lab's cache, which is ignored by git and may be deleted while no lab runs. */
export const cache = path.join(projectRoot, ".cache", "boot");

/** The bridge of all nodes, and this machine's address on it. They can reach nothing else. */
export const bridge = { name: "cdktf-lab", address: "10.16.0.1", prefix: 16 } as const;

/** Address of the mirror of Docker Hub. */
export const registryAddress = `${bridge.address}:5000`;

/** URL of the mirror of Debian and the lab's repository. */
export const mirrorUrl = `http://${bridge.address}`;

/** Address of the shared state of Marathon's stand-ins, which a test serves. */
export const marathonState = { address: bridge.address, port: 8098 } as const;

/** The tests' mail server. */
export const mailServer = { address: bridge.address, port: 25 } as const;

/** The tests' receiver of alerts. */
export const alertsUrl = `http://${bridge.address}:8099/alerts`;
