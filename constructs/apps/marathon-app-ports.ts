import { show } from "../../cloud-init/checks/invalid-input";
import type { Fail } from "../checks/props";
import type { AppDefinition, AppHealthCheck } from "./marathon-app-definition";

/** Whether an app has the network of its host. */
const isOnHost = ({ networks = [] }: AppDefinition): boolean =>
  networks.length === 0 || networks.some(({ mode }) => mode === "host");

/** How many ports an app has: one by default, except on a network of its own without a container. */
export function portCount({ container, ...app }: AppDefinition): number {
  if (isOnHost(app)) return app.portDefinitions?.length ?? 1;
  return container ? (container.portMappings?.length ?? 1) : 0;
}

/** Ports and networks, as Marathon has them together. */
export function checkPorts(app: AppDefinition, fail: Fail): void {
  const { networks = [], portDefinitions = [], container } = app;
  const mappings = container?.portMappings ?? [];
  if (mappings.length > 0 && isOnHost(app)) {
    // Marathon would drop them without a word where no network is named.
    fail(
      'container.portMappings need networks: [{ mode: "container/bridge" }] or a named one, got the host\'s',
    );
  }
  if (portDefinitions.length > 0 && !isOnHost(app)) {
    fail(`portDefinitions are only for the host network, got ${show(networks)}; use container.portMappings`);
  }
  if (app.requirePorts && !isOnHost(app))
    fail("requirePorts is only for the host network, got true; use hostPort");
  const modes = new Set(networks.map(({ mode }) => mode));
  if (modes.size > 1 || (networks.length > 1 && !modes.has("container"))) {
    fail(`networks must be one host network, one bridge or several named ones, got ${show(networks)}`);
  }
  if (networks.length > 1 && container?.type === "DOCKER")
    fail(`networks must be one with Docker, got ${networks.length}`);
  for (const { mode, name, labels } of networks) {
    if (mode !== "container" && name)
      fail(`networks: a network of mode ${mode} has no name, got ${show(name)}`);
    if (mode === "container" && !name) fail("networks: a network of mode container has a name, got none");
    if (mode === "host" && labels && Object.keys(labels).length > 0)
      fail(`networks: the host's network has no labels, got ${show(labels)}`);
  }
  const networkNames = networks.flatMap(({ name }) => name ?? []);
  const again = networkNames.find((name, i) => networkNames.indexOf(name) !== i);
  if (again) fail(`networks: two have the name ${show(again)}; take one of them out`);
  for (const mapping of mappings) {
    const unknown = mapping.networkNames?.find((name) => !networkNames.includes(name));
    if (unknown !== undefined) {
      fail(
        `container.portMappings: networkNames must be of the app's networks ${show(networkNames)}, got ${show(unknown)}`,
      );
    }
    if (networks.length > 1 && mapping.hostPort !== undefined && mapping.networkNames?.length !== 1) {
      fail(
        `container.portMappings: networkNames must name one of the app's ${networks.length} networks for a hostPort, got ${show(mapping.networkNames)}`,
      );
    }
  }
  const names = [...mappings, ...portDefinitions].flatMap(({ name }) => name ?? []);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) fail(`two ports have the name ${show(twice)}; give one of them another`);
  const servicePorts = servicePortsOf(app);
  const taken = servicePorts.find((port, i) => servicePorts.indexOf(port) !== i);
  if (taken) fail(`two ports have the service port ${taken}; give one of them another`);
}

/** The ports that an app is to have at a router, as far as it names them. */
export function servicePortsOf({ container, portDefinitions = [] }: AppDefinition): readonly number[] {
  const mapped = (container?.portMappings ?? []).map(({ servicePort = 0 }) => servicePort);
  return [...mapped, ...portDefinitions.map(({ port = 0 }) => port)].filter((port) => port > 0);
}

/** The ports that an app is to have on its agents themselves. */
export function hostPortsOf({
  container,
  portDefinitions = [],
  requirePorts,
}: AppDefinition): readonly number[] {
  const mapped = (container?.portMappings ?? []).map(({ hostPort = 0 }) => hostPort);
  const required = requirePorts ? portDefinitions.map(({ port = 0 }) => port) : [];
  return [...mapped, ...required].filter((port) => port > 0);
}

/** The health checks, and the ports that they ask. */
export function checkHealthChecks(app: AppDefinition, fail: Fail): void {
  const { healthChecks = [] } = app;
  for (const check of healthChecks) checkHealthCheck(app, check, fail);
  const byMesos = healthChecks.filter(({ protocol }) => protocol?.startsWith("MESOS_"));
  if (byMesos.length > 1) {
    fail(
      `healthChecks: one at most may be of Mesos's (${byMesos.map(({ protocol }) => protocol).join(", ")}), got ${byMesos.length}; let Marathon do the others`,
    );
  }
}

function checkHealthCheck(app: AppDefinition, check: AppHealthCheck, fail: Fail): void {
  const { protocol = "HTTP", portIndex, port, command } = check;
  if ((protocol === "COMMAND") !== (command !== undefined)) {
    fail(`healthChecks: command goes with protocol COMMAND, got ${show(check)}`);
  }
  const isInContainer = app.container?.type === "DOCKER" && protocol.startsWith("MESOS_");
  if (check.ipProtocol === "IPv6" && !isInContainer) {
    fail(`healthChecks: ipProtocol IPv6 goes with Docker and a check by Mesos, got ${show(check)}`);
  }
  if (protocol === "COMMAND") return;
  const ports = portCount(app);
  if (portIndex !== undefined && portIndex >= ports) {
    fail(`healthChecks: portIndex must be one of the app's ${ports} ports, from 0, got ${portIndex}`);
  }
  if (portIndex === undefined && port === undefined && ports !== 1) {
    fail(`healthChecks: portIndex must say which of the app's ${ports} ports, got nothing`);
  }
}

/** The readiness check, and the port it asks. */
export function checkReadiness(app: AppDefinition, fail: Fail): void {
  const { readinessChecks = [], container, portDefinitions = [] } = app;
  if (readinessChecks.length > 1) fail(`readinessChecks must be one at most, got ${readinessChecks.length}`);
  for (const { portName = "http-api", timeoutSeconds = 10, intervalSeconds = 30 } of readinessChecks) {
    const names = [...(container?.portMappings ?? []), ...portDefinitions].flatMap(({ name }) => name ?? []);
    if (!names.includes(portName))
      fail(`readinessChecks: portName must be one of ${show(names)}, got ${show(portName)}`);
    if (timeoutSeconds >= intervalSeconds) {
      fail(
        `readinessChecks: timeoutSeconds must be less than intervalSeconds, got ${timeoutSeconds} and ${intervalSeconds}`,
      );
    }
  }
}
