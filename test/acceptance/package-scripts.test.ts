import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const lines = (text: string) => text.trimEnd().split("\n");

jest.setTimeout(120_000);

asRoot("packages (as root, in a sandbox)", () => {
  /** A signed apt repository on disk with a package `probe` in the versions 1.0-1 and 2.0-1, and nothing else to install from. */
  const repository = `
    rm -f /etc/apt/sources.list.d/* /usr/sbin/policy-rc.d
    mkdir -p /repo && cd /repo
    for version in 1.0-1 2.0-1; do
      mkdir -p build/DEBIAN build/etc
      printf 'Package: probe\\nVersion: %s\\nArchitecture: all\\nMaintainer: a <a@example.org>\\nDescription: probe\\n' $version >build/DEBIAN/control
      echo /etc/probe.conf >build/DEBIAN/conffiles
      echo "of the package" >build/etc/probe.conf
      printf '#!/bin/sh\\n/usr/sbin/policy-rc.d probe start; echo "policy $?" >/policy\\n' >build/DEBIAN/postinst
      chmod 0755 build/DEBIAN/postinst
      dpkg-deb --build build probe_$version.deb >/dev/null
    done
    dpkg-scanpackages --multiversion . >Packages 2>/dev/null
    sum() { printf ' %s %s Packages\\n' "$(sha256sum Packages | cut -d' ' -f1)" "$(stat --format %s Packages)"; }
    printf 'Suite: ./\\nDate: %s\\nSHA256:\\n%s\\n' "$(date --utc --rfc-email)" "$(sum)" >Release
    export GNUPGHOME=/gnupg && mkdir -m 0700 /gnupg
    for name in right wrong; do gpg --batch --quiet --passphrase '' --quick-generate-key $name@example.org default default never; done
    fingerprint() { gpg --batch --with-colons --list-keys $1@example.org | awk -F: '$1 == "fpr" && !n++ { print $10 }'; }
    gpg --batch --quiet --local-user right@example.org --clearsign --output InRelease Release
    gpg --batch --quiet --armor --export >/key.asc
    gpg --batch --quiet --armor --export wrong@example.org >/wrong.asc
    right=$(fingerprint right) wrong=$(fingerprint wrong)
    unset GNUPGHOME; chmod -R a+rX /repo; cd /
    source() { cdktf-mesos-apt-source probe file:///repo ./ "" "$1" "$2"; }
  `;
  const stubs = { sleep: 'echo "sleep $*" >>/slept' };
  const node = (program: string, files: Record<string, string> = {}) =>
    onNode(`${repository}\n${program}`, {
      stubs,
      files: { "/etc/cdktf-mesos/packages": "probe=1.0*\n", ...files },
    });
  const installed = "dpkg-query --show --showformat '${Version}\\n' probe";

  test("are installed from a source by its fingerprint, at their version, over what is configured", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null && ${installed}; cat /etc/probe.conf
       cat /policy; ls /usr/sbin/policy-rc.d 2>/dev/null || true
       gpg --show-keys --with-colons /etc/apt/keyrings/cdktf-mesos-probe.gpg | grep -c ^pub`,
      { "/etc/probe.conf": "of this library\n" },
    );
    expect({ status, stderr, out: lines(stdout) }).toMatchObject({
      status: 0,
      // Nothing may start meanwhile (101), and the policy for it is gone; one key is trusted, though the file holds two.
      out: ["1.0-1", "of this library", "policy 101", "1"],
    });
  });

  test("that are there already need neither network nor key", () => {
    const { stdout } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null
       rm -rf /repo /key.asc && source /key.asc $right && cdktf-mesos-packages`,
    );
    expect(stdout).toBe("apt source probe is there\nall packages are there\n");
  });

  test("of a source with another key are refused, by the key or by apt", () => {
    const named = node("source /wrong.asc $right");
    expect(named.status).toBe(1);
    expect(named.stderr).toMatch(
      /apt source probe: \/wrong.asc holds no key [0-9A-F]{40}, but [0-9A-F]{40}\n/,
    );
    const signed = node(`source /key.asc $wrong && cdktf-mesos-packages >/dev/null`);
    expect(signed.status).toBe(1);
    expect(signed.stderr).toMatch(/packages could not be installed in 6 attempts: .+/);
  });

  test("in a version that is not there fail with apt's own words, after pauses that grow", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right; code=0; cdktf-mesos-packages >/dev/null || code=$?; cat /slept; exit $code`,
      { "/etc/cdktf-mesos/packages": "probe=3.0*\n" },
    );
    expect(status).toBe(1);
    expect(lines(stderr).at(-1)).toBe(
      "packages could not be installed in 6 attempts: E: Version '3.0*' for 'probe' was not found",
    );
    expect(lines(stdout)).toEqual(["sleep 5", "sleep 10", "sleep 20", "sleep 40", "sleep 80"]);
  });

  test("by URL are checked before they are installed", () => {
    const byUrl = (sum: string) =>
      node(
        `rm /etc/cdktf-mesos/packages
         echo "${sum} file:///repo/probe_2.0-1.deb" >/etc/cdktf-mesos/package-urls
         cdktf-mesos-packages >/dev/null && ${installed}`,
      );
    expect(byUrl("$(sha256sum </repo/probe_2.0-1.deb | cut -d' ' -f1)")).toMatchObject({
      status: 0,
      stdout: "2.0-1\n",
    });
    const wrong = byUrl("0".repeat(64));
    expect(wrong.status).toBe(1);
    expect(lines(wrong.stderr).at(-1)).toContain("has not the SHA-256 0000");
  });

  test("of the distribution come from its mirror alone, with security beside it", () => {
    const { stdout } = onNode(
      `cd /etc/apt && rm -rf sources.list.d sources.list && mkdir sources.list.d
       echo "deb http://elsewhere.example/debian bookworm main" | tee sources.list >sources.list.d/debian.sources
       sed -i 's/^ID=.*/ID=debian/; s/^VERSION_CODENAME=.*/VERSION_CODENAME=bookworm/' /etc/os-release
       cdktf-mesos-apt-mirror http://mirror.example/debian/ -; cdktf-mesos-apt-mirror http://mirror.example/debian/ -
       apt-get update --print-uris | cut -d "'" -f 2 | grep InRelease | sort`,
    );
    expect(lines(stdout)).toEqual([
      "http://mirror.example/debian-security/dists/bookworm-security/InRelease",
      "http://mirror.example/debian/dists/bookworm-updates/InRelease",
      "http://mirror.example/debian/dists/bookworm/InRelease",
    ]);
  });
});
