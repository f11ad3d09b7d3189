import { choosePrograms, inWords, type PublishedPrograms } from "../boot/lab/choice";
import { publisher } from "../boot/lab/published";

const built = { mesos: "/real/mesos-root.tar.xz", marathon: "/real/marathon-root.tar.xz" };
const published: PublishedPrograms = {
  kind: "published",
  from: "https://publisher.example and Docker Hub",
  mesos: { "debian-12": "/published/debian.deb", "ubuntu-24.04": "/published/ubuntu.deb" },
  marathon: "/published/marathon.tar",
};
const unreachable = () => Promise.reject(new Error("https://publisher.example/key cannot be reached"));

describe("the boot lab's Mesos and Marathon", () => {
  test("are the built ones if available, without a download", async () => {
    const ask = jest.fn(unreachable);
    const programs = await choosePrograms(built, ask);
    expect(programs).toEqual({ kind: "built", ...built });
    expect(ask).not.toHaveBeenCalled();
    expect(inWords(programs)).toBe("real Mesos and Marathon, built from their sources");
  });

  test("are the published ones, if there are no built ones", async () => {
    const programs = await choosePrograms(undefined, async () => published);
    expect(programs).toBe(published);
    expect(inWords(programs)).toBe(
      "real Mesos and Marathon, as published: https://publisher.example and Docker Hub",
    );
  });

  test("are stand-ins if neither is available, and the first line has the reason", async () => {
    const programs = await choosePrograms(undefined, unreachable);
    expect(programs.kind).toBe("stand-ins");
    expect(inWords(programs)).toBe(
      "stand-ins run as Mesos and Marathon: CDKTF_MESOS_REAL_MESOS has no real ones, and of the published ones: https://publisher.example/key cannot be reached (see docs/boot-lab.md)",
    );
  });
});

describe("the publisher", () => {
  test("has the library's default sources", () => {
    const { mesos, image, registry } = publisher({});
    expect(mesos).toMatchObject({
      uri: {
        "debian-12": "https://rpm.aventer.biz/Debian",
        "ubuntu-24.04": "https://rpm.aventer.biz/Ubuntu/{codename}",
      },
      keyUrl: "https://www.aventer.biz/assets/support_aventer.asc",
      keyFingerprint: "BA227EBC312D2E43498A533963F8CEE149ACA59E",
    });
    expect([image, registry]).toEqual(["mesosphere/marathon:v1.11.24", undefined]);
  });

  test("can be a mirror of them, host by host, with its own key", () => {
    const { mesos, registry } = publisher({
      CDKTF_MESOS_PUBLISHER: "http://mirror.example:8000/",
      CDKTF_MESOS_PUBLISHER_KEY: "0123456789ABCDEF0123456789ABCDEF01234567",
      CDKTF_MESOS_PUBLISHER_REGISTRY: "http://mirror.example:5000",
    });
    expect(mesos).toMatchObject({
      uri: {
        "debian-12": "http://mirror.example:8000/rpm.aventer.biz/Debian",
        "ubuntu-24.04": "http://mirror.example:8000/rpm.aventer.biz/Ubuntu/{codename}",
      },
      keyUrl: "http://mirror.example:8000/www.aventer.biz/assets/support_aventer.asc",
      keyFingerprint: "0123456789ABCDEF0123456789ABCDEF01234567",
      version: "1.11.0-0.9.0*",
    });
    expect(registry).toBe("http://mirror.example:5000");
  });
});
