import { createHash } from "node:crypto";
import flagsOf from "../../../cloud-init/checks/mesos-flags.json";
import { checkFlags, type MesosProgram } from "../../../cloud-init/checks/mesos-text";
import { refusal } from "../../support/synth";

// Counted and hashed (`name\n`, sorted) from the sources. master, agent: src/{master,slave,logging}/flags.cpp of
// clusterd v1.11.0-0.9.0, booleans without their `no-` form. marathon: the classes that extend ScallopConf on Marathon's
// branch releases/1.11, switches with their `disable_` form.
test.each([
  ["master", 79, "3a8081854f0fc368"],
  ["agent", 168, "2dd26cb805218c2b"],
  ["marathon", 151, "68503f28c931320a"],
] as const)("the flags of %s are those of its sources, %i of them", (program, count, digest) => {
  const names = flagsOf[program];
  expect(names).toHaveLength(count);
  expect(names).toEqual([...new Set(names)].sort());
  const hash = createHash("sha256").update(names.map((name) => `${name}\n`).join(""));
  expect(hash.digest("hex").slice(0, 16)).toBe(digest);
});

const check = (program: MesosProgram, flag: string) => () => checkFlags(program, { [flag]: "1" });

test.each([
  ["master", "registry_strict"],
  ["master", "allocator_recovery_timeout"],
  ["agent", "memory_profiling"],
  ["agent", "volume_gid_range"],
  ["agent", "xfs_kill_containers"],
  // Of the fork clusterd only: Apache Mesos does not have it.
  ["agent", "cleanup_log_files"],
  ["marathon", "disable_metrics"],
  ["marathon", "kill_chunk_size"],
  ["marathon", "sentry"],
] as const)("%s has %s", (program, flag) => check(program, flag)());

// Older pages list these.
test.each([
  ["marathon", "launch_token_count"],
  ["marathon", "max_tasks_per_offer"],
  ["marathon", "max_tasks_per_offer_cycle"],
  ["marathon", "revive_offers_repetitions"],
  ["marathon", "task_lost_expunge_gc"],
  ["master", "disable_metrics"],
] as const)("%s has no %s", (program, flag) => {
  expect(refusal(check(program, flag))).toContain(`InvalidInput: flags.${flag} is not a flag of `);
});

test("a boolean's off form is written as false", () => {
  expect(refusal(check("agent", "no-hostname_lookup"))).toContain("; write hostname_lookup: false, see ");
});
