import { InvalidInput, show } from "../cloud-init/invalid-input";
import { Port } from "./ports";

/**
 * The ports that agents offer to tasks, as the port graph opens them.
 *
 * @param ports the `ports` resource, such as `[31000-32000]` or `[8000-8100,31000-32000]`; nothing is Mesos's default
 */
export function taskPorts(owner: string, ports: string | number | undefined): readonly Port[] {
  if (ports === undefined) return [Port.tasks];
  const ranges = [...String(ports).matchAll(/(\d+)-(\d+)/g)].map(
    ([, from, to]) => [Number(from), Number(to)] as const,
  );
  if (ranges.length === 0) {
    throw new InvalidInput(
      `${owner}: resources.ports must be ranges such as [31000-32000], got ${show(ports)}`,
    );
  }
  const { tasks } = Port;
  return ranges.map(([from, to]) =>
    from === tasks.from && to === tasks.to ? tasks : Port.tcp(`tasks-${from}`, from, to),
  );
}
