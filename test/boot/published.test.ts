import { mkdirSync, rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { contentHash } from "../support/real-programs";
import { choosePrograms, inWords, labSystems } from "./lab/choice";
import { marathonImage, toolsImage } from "./lab/images";
import { inLab, prepared } from "./lab/lab";
import { Mirror } from "./lab/mirror";
import { cache } from "./lab/places";
import { obtain, publisher } from "./lab/published";
import { Registry } from "./lab/registry";
import { run } from "./lab/run";

const booted = inLab ? describe : describe.skip;

jest.setTimeout(600_000);

booted("what is published of Mesos and Marathon", () => {
  const top = path.join(cache, "publisher");
  const registryAddress = "127.0.0.1:5001";
  let distributions: Mirror;
  let server: Mirror;
  let registry: Registry;
  let environment: NodeJS.ProcessEnv;

  /** A mirror's folder, with a subfolder for each host of the publisher. @param pool other packages for Debian */
  const layOut = (name: string, pool?: string) => {
    const folder = path.join(top, name);
    const lab = path.join(prepared().mirror, "lab");
    const link = (from: string, to: string) => {
      mkdirSync(path.dirname(path.join(folder, to)), { recursive: true });
      symlinkSync(from, path.join(folder, to));
    };
    link(path.join(lab, "key.asc"), "www.aventer.biz/assets/support_aventer.asc");
    link(path.join(lab, "Ubuntu"), "rpm.aventer.biz/Ubuntu");
    link(path.join(lab, "Debian", "dists"), "rpm.aventer.biz/Debian/dists");
    link(pool ?? path.join(lab, "Debian", "pool"), "rpm.aventer.biz/Debian/pool");
    return folder;
  };

  /** Chooses the programs without built ones. */
  const taken = (variables: NodeJS.ProcessEnv = environment) => {
    const { baseRoot, nobleRoot } = prepared();
    const targets = {
      "debian-12": { root: baseRoot, mirror: `${distributions.url}/debian` },
      "ubuntu-24.04": { root: nobleRoot, mirror: `${distributions.url}/ubuntu` },
    };
    return choosePrograms(undefined, () => obtain(publisher(variables), targets, top));
  };

  const packed = async (system: (typeof labSystems)[number]) => {
    const place = { "debian-12": "Debian", "ubuntu-24.04": "Ubuntu/noble" }[system];
    const pool = path.join(prepared().mirror, "lab", place, "pool", "main", "a", "aventer-mesos");
    return (await run("find", [pool, "-name", "*.deb"])).trim();
  };

  beforeAll(async () => {
    await run("ip", ["link", "set", "lo", "up"]);
    rmSync(top, { recursive: true, force: true });
    const address = "127.0.0.1";
    distributions = await Mirror.open({ folder: prepared().mirror, address });
    server = await Mirror.open({ folder: layOut("good"), address });
    registry = await Registry.open(registryAddress);
    await registry.take(prepared().images[`library/${toolsImage}`]!, marathonImage);
    const key = path.join(prepared().mirror, "lab", "key.asc");
    const env = { ...process.env, GNUPGHOME: path.join(cache, "gnupg") };
    const shown = await run("gpg", ["--batch", "--no-autostart", "--with-colons", "--show-keys", key], {
      env,
    });
    environment = {
      CDKTF_MESOS_PUBLISHER: server.url,
      CDKTF_MESOS_PUBLISHER_KEY: /^fpr:+([0-9A-F]{40}):/m.exec(shown)![1],
      CDKTF_MESOS_PUBLISHER_REGISTRY: `http://${registryAddress}`,
    };
  });

  afterAll(async () => {
    await Promise.all([distributions?.close(), server?.close(), registry?.close()]);
    rmSync(top, { recursive: true, force: true });
  });

  test("is downloaded once for each system from its repository, and from the registry", async () => {
    const programs = await taken();
    if (programs.kind !== "published") throw new Error(inWords(programs));
    expect(inWords(programs)).toBe(
      `real Mesos and Marathon, as published: ${server.url} and http://${registryAddress}`,
    );
    for (const system of labSystems) {
      expect(path.basename(programs.mesos[system])).toBe(path.basename(await packed(system)));
      expect(await contentHash(programs.mesos[system])).toBe(await contentHash(await packed(system)));
    }
    const manifest = await run("tar", [
      "--extract",
      "--to-stdout",
      "--file",
      programs.marathon,
      "manifest.json",
    ]);
    expect(JSON.parse(manifest)).toMatchObject([{ RepoTags: [expect.stringContaining(marathonImage)] }]);
    const asked = server.asked.length;
    expect(await taken()).toEqual(programs);
    expect(server.asked).toHaveLength(asked);
  });

  test("is rejected with another key than the default source's", async () => {
    const { CDKTF_MESOS_PUBLISHER_KEY: key, ...others } = environment;
    expect(await taken(others)).toEqual({
      kind: "stand-ins",
      because: `the package of Mesos was refused: apt source mesos: ${server.url}/www.aventer.biz/assets/support_aventer.asc does not contain the key BA227EBC312D2E43498A533963F8CEE149ACA59E, only ${key}`,
    });
  });

  test("is rejected if a package does not match the signed index", async () => {
    const pool = path.join(top, "others");
    const meant = await packed("debian-12");
    const file = path.join(pool, "main", "a", "aventer-mesos", path.basename(meant));
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "another package");
    truncateSync(file, statSync(meant).size);
    const other = await Mirror.open({ folder: layOut("bad", pool), address: "127.0.0.1" });
    try {
      const programs = await taken({ ...environment, CDKTF_MESOS_PUBLISHER: other.url });
      expect(programs).toEqual({
        kind: "stand-ins",
        because: expect.stringMatching(/^the package of Mesos was refused: E: .*Hash Sum mismatch/),
      });
    } finally {
      await other.close();
    }
  });

  test("falls back to stand-ins if unreachable, with the reason in the first line", async () => {
    const programs = await taken({ ...environment, CDKTF_MESOS_PUBLISHER: "http://127.0.0.1:1" });
    expect(inWords(programs)).toMatch(
      /^stand-ins run .*: http:\/\/127\.0\.0\.1:1\/www\.aventer\.biz\/assets\/support_aventer\.asc is unreachable/,
    );
  });
});
