import { connect } from "node:net";
import type { LabNode } from "./node";

/** Sends a four-letter word to a ZooKeeper server; undefined if it does not respond. */
export function fourLetterWord(address: string, word: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect({ host: address, port: 2181 }, () => socket.write(word));
    socket.setTimeout(3000, () => socket.destroy());
    socket.setEncoding("utf8").on("data", (text) => {
      answer += text;
    });
    socket.on("error", () => {}).on("close", () => resolve(answer));
  });
}

/** `leader`, `follower`, or undefined without a quorum. */
export async function zooKeeperMode(node: LabNode): Promise<string | undefined> {
  return /^Mode: (\w+)/m.exec(await fourLetterWord(node.address, "srvr"))?.[1];
}

/** Runs a command of ZooKeeper's client on a node with its own server; returns the output. */
export async function zooKeeperClient(node: LabNode, ...command: string[]): Promise<string> {
  return node.exec(
    "/usr/local/sbin/cdktf-mesos-zookeeper-client",
    "-server",
    `${node.address}:2181`,
    ...command,
  );
}
