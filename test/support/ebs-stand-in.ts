import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

/**
 * A proxy that adds disks to the emulator's EBS volumes: files on loop devices, which are attached as devices in a folder
 * for each machine. Snapshots are copies of the files.
 */
export class EbsStandIn {
  /** Error codes for the next calls of an action. */
  readonly faults: { action: string; code: string }[] = [];
  /** Whether snapshots stay pending. */
  pending = false;
  /** Whether devices have the names of older instances. */
  xen = false;
  /** Whether devices do not appear after attaching. */
  stuck = false;
  /** A machine that creates and attaches a volume just before the next CreateVolume. */
  rival?: string;
  /** An action between the next call of an action and its response. */
  meanwhile?: { readonly action: string; readonly act: () => Promise<void> };
  private readonly loops = new Map<string, { device: string; link: string; instance: string }>();
  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const body = Buffer.concat(chunks).toString();
      const parameters = new URLSearchParams(body);
      const action = parameters.get("Action") ?? "";
      const fault = this.faults.findIndex((one) => one.action === action);
      if (fault >= 0) {
        const { code } = this.faults.splice(fault, 1)[0]!;
        response
          .writeHead(code === "RequestLimitExceeded" ? 503 : 403, { "content-type": "text/xml" })
          .end(
            `<Response><Errors><Error><Code>${code}</Code><Message>injected fault</Message></Error></Errors></Response>`,
          );
        return;
      }
      if (action === "CreateVolume" && this.rival) await this.createForRival(this.rival, parameters);
      const answer = await this.forward(parameters);
      const text = await answer.text();
      if (answer.ok) this.act(action, parameters, text);
      const { meanwhile } = this;
      if (meanwhile?.action === action) {
        this.meanwhile = undefined;
        await meanwhile.act();
      }
      const result = this.pending ? text.replaceAll("<status>completed<", "<status>pending<") : text;
      response.writeHead(answer.status, { "content-type": "text/xml" }).end(result);
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

  /** Calls the emulator; returns the first element with this name in the response. */
  async call(parameters: Record<string, string>, element: string): Promise<string> {
    const answer = await this.forward(new URLSearchParams({ ...parameters, Version: "2016-11-15" }));
    const text = await answer.text();
    const found = new RegExp(`<${element}>([^<]+)<`).exec(text);
    if (!answer.ok || !found) throw new Error(text);
    return found[1]!;
  }

  private async createForRival(InstanceId: string, parameters: URLSearchParams): Promise<void> {
    this.rival = undefined;
    const VolumeId = await this.call(Object.fromEntries(parameters), "volumeId");
    await this.call({ Action: "AttachVolume", VolumeId, InstanceId, Device: "/dev/sdf" }, "volumeId");
  }

  private forward(body: URLSearchParams): Promise<Response> {
    const scope = "20260101/us-east-1/ec2/aws4_request";
    // The emulator reads the service from this header, but does not check the signature.
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

  private act(action: string, parameters: URLSearchParams, answer: string): void {
    const of = (name: string) => new RegExp(`<${name}>([^<]+)<`).exec(answer)![1]!;
    switch (action) {
      case "CreateVolume": {
        const disk = this.disk(of("volumeId"));
        const from = parameters.get("SnapshotId");
        if (from) execFileSync("cp", ["--sparse=always", this.disk(from), disk]);
        execFileSync("truncate", ["--size", `${parameters.get("Size")}G`, disk]);
        return;
      }
      case "CreateSnapshot":
        execFileSync("cp", [
          "--sparse=always",
          this.disk(parameters.get("VolumeId")!),
          this.disk(of("snapshotId")),
        ]);
        return;
      case "AttachVolume":
        if (!this.stuck)
          this.plug(parameters.get("VolumeId")!, parameters.get("InstanceId")!, parameters.get("Device")!);
        return;
      case "DetachVolume":
        this.unplug(parameters.get("VolumeId")!);
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

  /** Removes the device of a volume. */
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
