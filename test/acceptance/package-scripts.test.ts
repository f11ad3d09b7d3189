import { canSandbox, onNode } from "../support/node-sandbox";

const asRoot = canSandbox ? describe : describe.skip;
const lines = (text: string) => text.trimEnd().split("\n");
/** The script's output, without gpg's from creating the test keys. */
const messages = (stderr: string) => lines(stderr).filter((line) => !line.startsWith("gpg: "));

jest.setTimeout(120_000);

asRoot("packages (as root, in a sandbox)", () => {
  /** A signed apt repository on disk, as the only one, with a package `probe` in the versions 1.0-1 and 2.0-1. */
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
    for name in right wrong; do gpg --batch --quiet --passphrase '' --quick-generate-key $name@example.org ed25519 sign never; done
    fingerprint() { gpg --batch --with-colons --list-keys $1@example.org | awk -F: '$1 == "fpr" && !n++ { print $10 }'; }
    gpg --batch --quiet --local-user right@example.org --clearsign --output InRelease Release
    gpg --batch --quiet --armor --export >/key.asc
    gpg --batch --quiet --armor --export wrong@example.org >/wrong.asc
    right=$(fingerprint right) wrong=$(fingerprint wrong)
    unset GNUPGHOME; chmod -R a+rX /repo; cd /
    # KEY FINGERPRINT [URI] [ARCHITECTURES] [PACKAGES]
    source() { cdktf-mesos-apt-source probe "\${3-file:///repo}" ./ "" "$1" "$2" "\${4--}" "\${5-*}"; }
    # Creates a key dated 2020: NAME CAPABILITY END
    old_key() {
      gpg --batch --quiet --passphrase '' --faked-system-time 20200101T000000! --quick-generate-key $1@example.org ed25519 $2 $3
    }
  `;
  const stubs = { sleep: 'echo "sleep $*" >>/slept' };
  const node = (program: string, files: Record<string, string> = {}, others: Record<string, string> = {}) =>
    onNode(`${repository}\n${program}`, {
      stubs: { ...stubs, ...others },
      files: { "/etc/cdktf-mesos/packages": "probe=1.0*\n", ...files },
    });
  const installed = "dpkg-query --show --showformat '${Version}\\n' probe";

  test("are installed from a source by fingerprint, in a given version, keeping existing configuration", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null && ${installed}; cat /etc/probe.conf
       cat /policy; ls /usr/sbin/policy-rc.d 2>/dev/null || true
       gpg --show-keys --with-colons /etc/apt/keyrings/cdktf-mesos-probe.gpg | grep -c ^pub`,
      { "/etc/probe.conf": "of this library\n" },
    );
    expect({ status, stderr, out: lines(stdout) }).toMatchObject({
      status: 0,
      // No service may start (101), the policy is removed afterwards, and only one of the file's two keys is trusted.
      out: ["1.0-1", "of this library", "policy 101", "1"],
    });
  });

  test("that are already installed need neither network nor key", () => {
    const { stdout } = node(
      `source /key.asc $right && cdktf-mesos-packages >/dev/null
       rm -rf /repo /key.asc && source /key.asc $right && cdktf-mesos-packages`,
    );
    expect(stdout).toBe("apt source probe already exists\nall packages are installed\n");
  });

  test("of the image are not upgraded unless a version is given", () => {
    const { status, stdout } = node(
      `source /key.asc $right && apt-get install -qy ./repo/probe_1.0-1.deb >/dev/null 2>&1
       cdktf-mesos-packages >/dev/null && ${installed}
       echo "probe=2.0*" >/etc/cdktf-mesos/packages; cdktf-mesos-packages >/dev/null && ${installed}`,
      { "/etc/cdktf-mesos/packages": "probe\n" },
    );
    expect({ status, out: lines(stdout) }).toEqual({ status: 0, out: ["1.0-1", "2.0-1"] });
  });

  test("of a source with another key are refused, by the key or by apt", () => {
    const named = node("source /wrong.asc $right");
    expect(named.status).toBe(1);
    expect(named.stderr).toMatch(
      /apt source probe: \/wrong.asc does not contain the key [0-9A-F]{40}, only [0-9A-F]{40}\n/,
    );
    const signed = node(`source /key.asc $wrong && cdktf-mesos-packages >/dev/null`);
    expect(signed.status).toBe(1);
    expect(signed.stderr).toMatch(/cannot install packages in 6 attempts: .+/);
  });

  const alternatives = "a mirror of your own with its own key, or packages by URL with checksums";

  test.each([
    ["that has expired", "old_key old sign 2020-06-01", "expired on 2020-06-01"],
    [
      "whose subkey for signing has expired",
      `old_key old cert never; key=$(fingerprint old)
       gpg --batch --quiet --passphrase '' --faked-system-time 20200101T000000! --quick-add-key $key ed25519 sign 2020-07-01`,
      "expired on 2020-07-01",
    ],
    [
      "that was revoked",
      `old_key old sign never; key=$(fingerprint old)
       sed 's/^:-/-/' /gnupg/openpgp-revocs.d/$key.rev | gpg --batch --quiet --import`,
      "was revoked",
    ],
    ["that cannot sign", "old_key old cert never", "signs nothing"],
  ])("of a source with a key %s are an error with a remedy", (_, make, fault) => {
    const { status, stdout, stderr } = node(
      `export GNUPGHOME=/gnupg; ${make}
       old=$(fingerprint old); gpg --batch --quiet --armor --export $old >/old.asc; unset GNUPGHOME
       echo $old; source /old.asc $old || code=$?; source /old.asc - || true
       ls /etc/apt/sources.list.d; exit $code`,
    );
    const old = stdout.trim();
    expect({ status, old }).toEqual({ status: 1, old: expect.stringMatching(/^[0-9A-F]{40}$/) });
    const message = `apt source probe: the key ${old} of /old.asc ${fault}; use a renewed one (keyUrl or key, with keyFingerprint), ${alternatives}`;
    expect(messages(stderr)).toEqual([message, message]);
  });

  test("of a source whose key has a valid signing subkey are installed despite expired subkeys", () => {
    const { status, stdout, stderr } = node(
      `export GNUPGHOME=/gnupg
       old_key old cert never; old=$(fingerprint old)
       add() { gpg --batch --quiet --passphrase '' "$@"; }
       add --faked-system-time 20200101T000000! --quick-add-key $old ed25519 sign 2020-07-01
       add --quick-add-key $old ed25519 sign never
       add --yes --local-user old@example.org --clearsign --output /repo/InRelease /repo/Release
       gpg --batch --quiet --armor --export $old >/old.asc; unset GNUPGHOME
       source /old.asc $old && cdktf-mesos-packages >/dev/null && ${installed}`,
    );
    expect({ status, stderr, stdout }).toMatchObject({ status: 0, stdout: "1.0-1\n" });
  });

  test("of a source whose key is unreachable or malformed are an error, with a timeout", () => {
    const curl = { curl: `echo "$*" >/asked; exec /usr/bin/curl "$@" --retry 0` };
    const unreachable = node("source http://127.0.0.1:1/key.asc $right || { cat /asked; exit 1; }", {}, curl);
    expect(unreachable.status).toBe(1);
    expect(messages(unreachable.stderr)).toEqual([
      expect.stringMatching(
        /^apt source probe: cannot download the key http:\/\/127\.0\.0\.1:1\/key\.asc: curl: \(7\) .+; make it reachable from this machine, or set key$/,
      ),
    ]);
    expect(unreachable.stdout).toMatch(/--connect-timeout \d+ --max-time \d+ .*--retry-max-time \d+/);
    const page = node("echo '<html>' >/page; source /page $right");
    expect(page.status).toBe(1);
    expect(messages(page.stderr)).toEqual([
      "apt source probe: /page is not an OpenPGP key: gpg: no valid OpenPGP data found.",
    ]);
  });

  const system = (id: string, version: string, codename: string) =>
    `sed -i '/^ID=/d; /^VERSION_ID=/d; /^VERSION_CODENAME=/d' /etc/os-release
     printf 'ID=%s\nVERSION_ID="%s"\nVERSION_CODENAME=%s\n' ${id} ${version} ${codename} >>/etc/os-release`;
  const uris = "debian-12=file:///repo/Debian ubuntu-24.04=file:///repo/Ubuntu/{codename}";

  test.each([
    [["debian", "12", "bookworm"], "file:///repo/Debian"],
    [["ubuntu", "24.04", "noble"], "file:///repo/Ubuntu/noble"],
  ] as [[string, string, string], string][])("come from the URI for the image's system: %s", (image, uri) => {
    const { stdout } = node(
      `${system(...image)}; source /key.asc $right '${uris}'; cat /etc/apt/sources.list.d/*`,
    );
    expect(stdout).toContain(`URIs: ${uri}\n`);
  });

  test("of a source that does not support the image or machine are an error before any change", () => {
    const trixie = node(`${system("debian", "13", "trixie")}; source /key.asc $right '${uris}'`);
    expect({ status: trixie.status, error: messages(trixie.stderr) }).toEqual({
      status: 1,
      error: [
        `apt source probe: has packages for debian-12 ubuntu-24.04, this image is debian-13; use such an image, or ${alternatives}`,
      ],
    });
    const arm = node(
      "source /key.asc $right file:///repo amd64",
      {},
      { dpkg: '[[ $1 == --print-architecture ]] && echo arm64 || exec /usr/bin/dpkg "$@"' },
    );
    expect({ status: arm.status, error: messages(arm.stderr) }).toEqual({
      status: 1,
      error: [
        `apt source probe: has packages for amd64, this machine is arm64; use another machine type, or ${alternatives}`,
      ],
    });
  });

  test("that a source is not preferred for do not replace the distribution's", () => {
    const { status, stdout, stderr } = node(
      `mkdir -p /distribution && cd /distribution
       for version in 1.0-1 9.0-1; do
         mkdir -p other/DEBIAN
         printf 'Package: other\nVersion: %s\nArchitecture: all\nMaintainer: a <a@example.org>\nDescription: other\n' $version >other/DEBIAN/control
         dpkg-deb --build other other_$version.deb >/dev/null
       done
       mv other_9.0-1.deb /repo
       dpkg-scanpackages . >Packages 2>/dev/null
       cd /repo && dpkg-scanpackages --multiversion . >Packages 2>/dev/null && rm InRelease Release
       cd / && chmod -R a+rX /repo /distribution
       python3 -m http.server --bind 127.0.0.1 8001 >/dev/null 2>&1 & server=$!
       echo "deb [trusted=yes] http://localhost:8001/distribution ./" >/etc/apt/sources.list.d/distribution.list
       until curl --silent --output /dev/null http://127.0.0.1:8001/; do /usr/bin/sleep 0.1; done
       candidates() { apt-get update --quiet >/dev/null; apt-cache policy probe other | awk '/Candidate/ { print $2 }'; }
       source - - http://127.0.0.1:8001/repo - "probe" && candidates
       source - - http://127.0.0.1:8001/repo - "*" && candidates
       kill $server`,
    );
    expect({ status, stderr, out: lines(stdout) }).toMatchObject({
      status: 0,
      out: ["2.0-1", "1.0-1", "2.0-1", "9.0-1"],
    });
  });

  test("in a missing version fail with apt's message, after retries with growing pauses", () => {
    const { status, stdout, stderr } = node(
      `source /key.asc $right; code=0; cdktf-mesos-packages >/dev/null || code=$?; cat /slept; exit $code`,
      { "/etc/cdktf-mesos/packages": "probe=3.0*\n" },
    );
    expect(status).toBe(1);
    expect(lines(stderr).at(-1)).toBe(
      "cannot install packages in 6 attempts: E: Version '3.0*' for 'probe' was not found",
    );
    expect(lines(stdout)).toEqual(["sleep 5", "sleep 10", "sleep 20", "sleep 40", "sleep 80"]);
  });

  test("by URL are installed only with a matching checksum", () => {
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
    expect(lines(wrong.stderr).at(-1)).toContain("does not have the SHA-256 0000");
  });

  test("of the distribution come only from its mirror, including security updates", () => {
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
