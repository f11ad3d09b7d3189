import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { type Resources, reservationsOf } from "../../cloud-init/checks/mesos-text";
import { Port } from "./ports";

/**
 * The ports that agents offer to tasks, as the port graph opens them: those of everyone and of every role, where ranges
 * overlap as one.
 *
 * @param resources with `ports`, such as `[31000-32000]` or `[8000-8100,31000-32000]`, or `ports(role)`; without them it
 *   is Mesos's default
 */
export function taskPorts(owner: string, resources: Resources = {}): readonly Port[] {
  const given = reservationsOf(resources, "ports");
  if (given.length === 0) return [Port.tasks];
  const ranges = given.flatMap(([name, value]) => rangesOf(owner, name, value));
  const apart: Port[] = [];
  for (const range of ranges.sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && range.from <= last.to) apart.splice(-1, 1, named(last.from, Math.max(last.to, range.to)));
    else apart.push(range);
  }
  return apart;
}

function rangesOf(owner: string, name: string, value: string | number): readonly Port[] {
  const ranges = [...String(value).matchAll(/(\d+)-(\d+)/g)];
  if (ranges.length === 0) {
    throw new InvalidInput(
      `${owner}: resources.${name} must be ranges such as [31000-32000], got ${show(value)}`,
    );
  }
  return ranges.map(([, from, to]) => named(Number(from), Number(to)));
}

const named = (from: number, to: number): Port =>
  from === Port.tasks.from && to === Port.tasks.to ? Port.tasks : Port.tcp(`tasks-${from}`, from, to);
