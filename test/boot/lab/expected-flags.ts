import type { LabNode } from "./node";

/** The expected flags of a master of the hands-on cluster. */
export const expectedMasterFlags = (node: LabNode, ensemble: string): string[] => [
  "--agent_reregister_timeout=15mins",
  "--cluster=hands-on",
  `--hostname=${node.address}`,
  `--ip=${node.address}`,
  "--max_agent_ping_timeouts=10",
  "--offer_timeout=1mins",
  "--port=5050",
  "--quorum=2",
  "--recovery_agent_removal_limit=50%",
  "--registry_fetch_timeout=2mins",
  "--registry_store_timeout=1mins",
  "--work_dir=/var/lib/cluster-state/mesos",
  `--zk=zk://${ensemble}/mesos`,
];

/** The expected flags of an agent of the hands-on cluster. */
export const expectedAgentFlags = (node: LabNode, ensemble: string): string[] => [
  `--attributes=zone:${node.input.zone}`,
  "--containerizers=docker,mesos",
  "--docker_remove_delay=1hrs",
  "--docker_stop_timeout=30secs",
  "--executor_registration_timeout=5mins",
  "--executor_reregistration_timeout=10secs",
  "--gc_delay=2days",
  "--gc_disk_headroom=0.2",
  `--hostname=${node.address}`,
  `--ip=${node.address}`,
  "--isolation=cgroups/cpu,cgroups/mem",
  "--launcher=linux",
  `--master=zk://${ensemble}/mesos`,
  "--port=5051",
  "--reconfiguration_policy=additive",
  "--recover=reconnect",
  "--work_dir=/var/lib/mesos",
];
