import * as bad from "../../support/refusals";

bad.testRefusals({
  "a package source without a checksum": [
    bad.masters({
      packages: { mesos: { kind: "urls", archives: [{ url: "https://mirror.example/mesos.deb" }] } },
    }),
    "masters: archive https://mirror.example/mesos.deb",
  ],
  "a package source that is a word": [
    bad.masters({ packages: { mesos: "preinstalled" } }),
    'masters: packages.mesos must be a package source such as { kind: "preinstalled" }, got "preinstalled"',
  ],
  "a package source of no kind": [
    bad.masters({ packages: { mesos: { kind: "rpm" } } }),
    'masters: packages.mesos.kind must be distribution, apt, urls or preinstalled, for marathon also container, got {"kind":"rpm"}',
  ],
  "mesos as a container": [
    bad.masters({ packages: { mesos: { kind: "container", image: "mesos:1" } } }),
    "masters: packages.mesos.kind must be distribution, apt, urls or preinstalled,",
  ],
  "archives that are none": [
    bad.masters({ packages: { mesos: { kind: "urls" } } }),
    "masters: packages.mesos.archives must be a list of archives, got nothing",
  ],
  "an archive without a URL": [
    bad.masters({ packages: { mesos: { kind: "urls", archives: ["mesos.deb"] } } }),
    'masters: packages.mesos.archives[0] must be an object, got "mesos.deb"',
  ],
  "an apt repository without packages": [
    bad.masters({ packages: { mesos: { kind: "apt", name: "mesos", uri: "https://mirror.example" } } }),
    "masters: packages.mesos.packages must be a list of package names, got nothing",
  ],
  "packages that are one word": [
    bad.network({ packages: { docker: { kind: "distribution", packages: "docker.io" } } }),
    'network: packages.docker.packages must be a list of package names, got "docker.io"',
  ],
  "a package source with what it does not know": [
    bad.network({ packages: { marathon: { kind: "container", image: "marathon:1", version: "1" } } }),
    "network: unknown prop version in packages.marathon",
  ],
});
