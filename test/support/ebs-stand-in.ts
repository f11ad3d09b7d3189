import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/**
 * A stand-in for EBS's disks, in front of the emulator, which keeps volumes and has no disks: files on loop devices. They
 * are attached as devices of a folder for each machine, snapshots are copies of them.
 */
export class EbsStandIn {
  /** Answers to the next calls of an action, in the place of EC2's: an error's code each. */
  readonly faults: { action: string; code: string }[] = [];
  /** Whether snapshots are never done. */
  pending = false;
  /** Whether devices come under the names that older machines have. */
  xen = false;
  /** Whether disks are attached and never come. */
  stuck = false;
  /** A machine that makes the next volume that is made, a moment earlier, and has it attached. */
  rival?: string;
  /** What happens after the next call of an action, before it is answered. */
  meanwhile?: { readonly action: string; readonly act: () => Promise<void> };
  private readonly loops = new Map<string, { device: string; link: string; instance: string }>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      const asked = new URLSearchParams(body);
      const action = asked.get("Action") ?? "";
      const fault = this.faults.findIndex((one) => one.action === action);
      if (fault >= 0) {
        const { code } = this.faults.splice(fault, 1)[0]!;
        response
          .writeHead(code === "RequestLimitExceeded" ? 503 : 403, { "content-type": "text/xml" })
          .end(
            `<Response><Errors><Error><Code>${code}</Code><Message>as told</Message></Error></Errors></Response>`,
          );
        return;
      }
      if (action === "CreateVolume" && this.rival) await this.takeFirst(this.rival, asked);
      const answer = await this.forward(asked);
      const text = await answer.text();
      if (answer.ok) this.act(action, asked, text);
      const { meanwhile } = this;
      if (meanwhile?.action === action) {
        this.meanwhile = undefined;
        await meanwhile.act();
      }
      const told = this.pending ? text.replaceAll("<status>completed<", "<status>pending<") : text;
      response.writeHead(answer.status, { "content-type": "text/xml" }).end(told);
    });
  });

  constructor(
    private readonly folder: string,
    private readonly endpoint: string,
  ) {
    mkdirSync(join(folder, "disks"), { recursive: true });
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A call of the test's own, and the first of its answer's elements of a name. */
  async call(parameters: Record<string, string>, element: string): Promise<string> {
    const answer = await this.forward(new URLSearchParams({ ...parameters, Version: "2016-11-15" }));
    const text = await answer.text();
    const found = new RegExp(`<${element}>([^<]+)<`).exec(text);
    if (!answer.ok || !found) throw new Error(text);
    return found[1]!;
  }

  private async takeFirst(InstanceId: string, asked: URLSearchParams): Promise<void> {
    this.rival = undefined;
    const VolumeId = await this.call(Object.fromEntries(asked), "volumeId");
    await this.call({ Action: "AttachVolume", VolumeId, InstanceId, Device: "/dev/sdf" }, "volumeId");
  }

  private forward(body: URLSearchParams): Promise<Response> {
    const scope = "20260101/us-east-1/ec2/aws4_request";
    // The emulator reads which service it is asked for, and does not look at the signature.
    const authorization = `AWS4-HMAC-SHA256 Credential=emulator/${scope}, SignedHeaders=host, Signature=0`;
    return fetch(this.endpoint, { method: "POST", headers: { authorization }, body });
  }

  /** The devices of a machine. */
  devices(instance: string): string {
    return join(this.folder, instance, "dev");
  }

  /** The volumes of a machine. */
  attached(instance: string): string[] {
    return [...this.loops].flatMap(([volume, loop]) => (loop.instance === instance ? [volume] : []));
  }

  disk(id: string): string {
    return join(this.folder, "disks", id);
  }

  private act(action: string, asked: URLSearchParams, answer: string): void {
    const of = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(answer)![1]!;
    switch (action) {
      case "CreateVolume": {
        const disk = this.disk(of("volumeId"));
        const from = asked.get("SnapshotId");
        if (from) execFileSync("cp", ["--sparse=always", this.disk(from), disk]);
        execFileSync("truncate", ["--size", `${asked.get("Size")}G`, disk]);
        return;
      }
      case "CreateSnapshot":
        execFileSync("cp", [
          "--sparse=always",
          this.disk(asked.get("VolumeId")!),
          this.disk(of("snapshotId")),
        ]);
        return;
      case "AttachVolume":
        if (!this.stuck) this.plug(asked.get("VolumeId")!, asked.get("InstanceId")!, asked.get("Device")!);
        return;
      case "DetachVolume":
        this.unplug(asked.get("VolumeId")!);
    }
  }

  private plug(volume: string, instance: string, name: string): void {
    const device = execFileSync("losetup", ["--find", "--show", this.disk(volume)], {
      encoding: "utf8",
    }).trim();
    const nvme = join("disk", "by-id", `nvme-Amazon_Elastic_Block_Store_${volume.replace("-", "")}`);
    const link = join(this.devices(instance), this.xen ? name.slice(5).replace("sd", "xvd") : nvme);
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(device, link);
    this.loops.set(volume, { device, link, instance });
  }

  /** A disk is not there any more. */
  unplug(volume: string): void {
    const loop = this.loops.get(volume);
    if (!loop) return;
    execFileSync("losetup", ["--detach", loop.device]);
    rmSync(loop.link);
    this.loops.delete(volume);
  }

  close(): void {
    for (const volume of [...this.loops.keys()]) this.unplug(volume);
    this.server.closeAllConnections();
    this.server.close();
  }
}
