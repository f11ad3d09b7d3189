import { connect } from "node:net";
import type { LabNode } from "./node";

/** What a ZooKeeper server answers to a four-letter word, over the network; nothing where it does not answer. */
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

/** `leader`, `follower`, or nothing where a server has no quorum. */
export async function zooKeeperMode(node: LabNode): Promise<string | undefined> {
  return /^Mode: (\w+)/m.exec(await fourLetterWord(node.address, "srvr"))?.[1];
}

/** What ZooKeeper's own client prints for a command, run on a node against that node's server. */
export async function zooKeeperClient(node: LabNode, ...command: string[]): Promise<string> {
  return node.exec(
    "/usr/local/sbin/cdktf-mesos-zookeeper-client",
    "-server",
    `${node.address}:2181`,
    ...command,
  );
}
