import { Volume } from "../../../constructs";
import type { Anything } from "../../support/anything";
import * as bad from "../../support/refusals";

bad.testRefusals({
  "a mount point that is no path": [
    () => Volume.ephemeral("docker", { sizeGiB: 10 }),
    'volume "docker": the mount point must be an absolute path such as /var/lib/docker, got "docker"',
  ],
  "a volume without a size": [
    () => Volume.ephemeral("/data", {} as Anything),
    'volume "/data": sizeGiB must be a whole number',
  ],
  "a volume type that AWS has not": [
    bad.pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 1, type: "ssd" })] }),
    'builds: volume type must be one of gp2, gp3, io1, io2, st1, sc1, standard, got "ssd"',
  ],
  "io2 without iops": [
    bad.search({ dataVolume: { sizeGiB: 100, type: "io2" } }),
    "search: a volume of type io2 needs iops, got nothing",
  ],
  "iops below what gp3 has anyway": [
    bad.search({ dataVolume: { sizeGiB: 10, iops: 100 } }),
    "search: iops must be 3000 to 5000 for 10 GiB of gp3, got 100",
  ],
  "more iops than a size can have": [
    bad.pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 4, type: "io1", iops: 64000 })] }),
    "builds: iops must be 100 to 200 for 4 GiB of io1, got 64000; for more take a larger sizeGiB",
  ],
  "more throughput than the iops carry": [
    bad.search({ dataVolume: { sizeGiB: 100, throughputMiBps: 1000 } }),
    "search: throughputMiBps must be 125 to 750, a quarter of the iops, got 1000; for more ask for more iops",
  ],
  "a small volume of large disks": [
    bad.pool({ volumes: [Volume.ephemeral("/data", { sizeGiB: 10, type: "st1" })] }),
    "builds: sizeGiB must be 125 or more for st1, got 10",
  ],
  "a root volume that nothing starts from": [
    bad.pool({ rootVolume: { sizeGiB: 500, type: "sc1" } }),
    'builds: rootVolume must be of a type that instances start from, got "sc1"; take gp3',
  ],
});
