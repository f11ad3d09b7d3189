import { z } from "zod";
import {
  anyText,
  listOf,
  nested,
  oneOf,
  ownWords,
  type PropChecks,
  taggedImage,
  text,
  wholeNumber,
  yesOrNo,
} from "../checks/props";
import type {
  AppContainer,
  AppDefinition,
  AppHealthCheck,
  AppNetwork,
  Artifact,
  DockerImage,
  ExternalVolume,
  HostVolume,
  PersistentVolume,
  PortDefinition,
  PortMapping,
  ReadinessCheck,
  SecretReference,
  SecretVolume,
} from "./marathon-app-definition";

/** A part of an app's path: small letters, digits, dashes and dots. */
const LABEL = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";
const APP_PATH = new RegExp(`^(/${LABEL}(\\.${LABEL})*)+$`);

/** The path of an app. */
export const appPath = text(APP_PATH, "a path of small letters, digits, dashes and dots such as /ci/jenkins");

const number = (least: number, most = Number.MAX_VALUE): z.ZodType =>
  z.custom((value) => typeof value === "number" && value >= least && value <= most, {
    error:
      most === Number.MAX_VALUE
        ? `must be a number of at least ${least}`
        : `must be a number from ${least} to ${most}`,
  });

/** Marathon's numbers without fractions have 32 bits, but where its RAML says int64. */
const MOST = 2 ** 31 - 1;
const anyPort = wholeNumber(0, 65535);
const seconds = wholeNumber(0, MOST);
const portName = text(
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
  "a name of small letters, digits and dashes such as http",
);
const labels = z.record(z.string(), z.string(), { error: "must be a map from names to text" });
/** What `java.net.URI` takes: a path as well, with whatever else escaped. */
const uri = text(
  /^(?=.{1,1024}$)(?!\/\/$)([A-Za-z][A-Za-z0-9+.-]*:(?=.)|(?![^/?#]*:))(\/\/(\[[0-9A-Fa-f:.]+\](?=[:/?#]|$))?)?([^\s\p{Cc}"<>\\^`{|}%#?[\]]|%[0-9A-Fa-f]{2})*(\?([^\s\p{Cc}"<>\\^`{|}%#]|%[0-9A-Fa-f]{2})*)?(#([^\s\p{Cc}"<>\\^`{|}%#]|%[0-9A-Fa-f]{2})*)?$/u,
  "a URI of at most 1,024 characters such as https://example.com/a.tgz, with spaces and the like as %20",
  { tokens: true },
);
const path = text(/^.{1,1024}$/s, "a path of 1 to 1,024 characters", { tokens: true });
const protocol = oneOf("tcp", "udp", "udp,tcp").optional();
const secretReference = nested<SecretReference>({ secret: anyText });

const constraint = z
  .array(z.string(), { error: "must be a list such as [hostname, UNIQUE]" })
  .min(2, {
    error: "must have a field, an operator and perhaps a value",
  })
  .max(3, { error: "must have a field, an operator and perhaps a value" });

/** By the member that distinguishes a kind of volume from the others. */
const volumeKinds = {
  hostPath: nested<HostVolume>({ containerPath: anyText, hostPath: anyText, mode: oneOf("RO", "RW") }),
  persistent: nested<PersistentVolume>({
    containerPath: text(/^(?!\.{1,2}$)[^/]+$/, "a name without slashes"),
    mode: oneOf("RW"),
    persistent: nested<PersistentVolume["persistent"]>({
      size: wholeNumber(1),
      type: oneOf("root", "path", "mount").optional(),
      maxSize: wholeNumber(1).optional(),
      profileName: anyText.optional(),
      constraints: listOf(constraint, "constraints").optional(),
    }),
  }),
  external: nested<ExternalVolume>({
    containerPath: anyText,
    mode: oneOf("RO", "RW"),
    external: nested<ExternalVolume["external"]>({
      provider: anyText,
      name: anyText,
      size: wholeNumber(0).optional(),
      options: z.record(z.string(), z.unknown()).optional(),
      shared: yesOrNo.optional(),
    }),
  }),
  secret: nested<SecretVolume>({ containerPath: anyText, secret: anyText }),
};

const volume = z.custom<object>().superRefine((value, context) => {
  const kinds = Object.keys(volumeKinds).filter(
    (member) => typeof value === "object" && value && member in value,
  );
  const kind = kinds[0] as keyof typeof volumeKinds | undefined;
  if (kinds.length !== 1 || !kind) {
    context.addIssue({
      code: "custom",
      message: `must have one of ${Object.keys(volumeKinds).join(", ")}`,
      input: value,
    });
    return;
  }
  const result = volumeKinds[kind].safeParse(value, { error: ownWords, reportInput: true, jitless: true });
  for (const issue of result.error?.issues ?? []) context.addIssue({ ...issue } as z.core.$ZodRawIssue);
});

const portMapping = nested<PortMapping>({
  containerPort: anyPort.optional(),
  hostPort: anyPort.optional(),
  servicePort: anyPort.optional(),
  protocol,
  name: portName.optional(),
  labels: labels.optional(),
  networkNames: listOf(anyText, "network names").optional(),
});

const portDefinition = nested<PortDefinition>({
  port: anyPort.optional(),
  protocol,
  name: portName.optional(),
  labels: labels.optional(),
});

const container = nested<AppContainer>({
  type: oneOf("DOCKER", "MESOS"),
  docker: nested<DockerImage>({
    image: taggedImage,
    forcePullImage: yesOrNo.optional(),
    privileged: yesOrNo.optional(),
    parameters: listOf(
      nested({ key: anyText, value: z.string({ error: "must be text" }) }),
      "parameters",
    ).optional(),
    pullConfig: secretReference.optional(),
  }).optional(),
  volumes: listOf(volume, "volumes").optional(),
  portMappings: listOf(portMapping, "port mappings").optional(),
});

const healthCheck = nested<AppHealthCheck>({
  protocol: oneOf("HTTP", "HTTPS", "TCP", "COMMAND", "MESOS_HTTP", "MESOS_HTTPS", "MESOS_TCP").optional(),
  path: anyText.optional(),
  portIndex: anyPort.optional(),
  port: anyPort.optional(),
  command: nested({ value: anyText }).optional(),
  gracePeriodSeconds: seconds.optional(),
  intervalSeconds: seconds.optional(),
  timeoutSeconds: seconds.optional(),
  delaySeconds: seconds.optional(),
  maxConsecutiveFailures: wholeNumber(0, MOST).optional(),
  ignoreHttp1xx: yesOrNo.optional(),
  ipProtocol: oneOf("IPv4", "IPv6").optional(),
});

const readinessCheck = nested<ReadinessCheck>({
  name: anyText.optional(),
  protocol: oneOf("HTTP", "HTTPS").optional(),
  path: path.optional(),
  portName: portName.optional(),
  intervalSeconds: seconds.optional(),
  timeoutSeconds: wholeNumber(1, MOST).optional(),
  httpStatusCodesForReady: z
    .array(wholeNumber(100, 999), { error: "must be a list of status codes" })
    .min(1, { error: "must have a status code; leave it out for 200" })
    .optional(),
  preserveLastResponse: yesOrNo.optional(),
});

const limit = z
  .union([number(0), oneOf("unlimited")], { error: 'must be a number or "unlimited"' })
  .optional();

/** The form of every field, as Marathon's RAML has it. What concerns more than one field is in `marathon-app-rules`. */
export const appChecks: PropChecks<AppDefinition> = {
  id: appPath.optional(),
  cmd: anyText.optional(),
  args: listOf(z.string({ error: "must be text" }), "arguments").optional(),
  user: anyText.optional(),
  env: z
    .record(
      z.string(),
      z.union([z.string(), secretReference], { error: "must be text or { secret: name }" }),
      {
        error: "must be a map from names to values",
      },
    )
    .optional(),
  instances: wholeNumber(0, MOST).optional(),
  cpus: number(0.001).optional(),
  mem: number(0).optional(),
  disk: number(0).optional(),
  gpus: wholeNumber(0, MOST).optional(),
  resourceLimits: nested({ cpus: limit, mem: limit }).optional(),
  container: container.optional(),
  networks: listOf(
    nested<AppNetwork>({
      mode: oneOf("host", "container/bridge", "container"),
      name: text(
        /^[a-z0-9]([-a-z0-9_]{0,61}[a-z0-9])?$/,
        "a name of at most 63 letters, digits and dashes",
      ).optional(),
      labels: labels.optional(),
    }),
    "networks",
  ).optional(),
  portDefinitions: listOf(portDefinition, "port definitions").optional(),
  requirePorts: yesOrNo.optional(),
  constraints: listOf(constraint, "constraints such as [hostname, UNIQUE]").optional(),
  acceptedResourceRoles: listOf(anyText, "roles").optional(),
  role: anyText.optional(),
  healthChecks: listOf(healthCheck, "health checks").optional(),
  readinessChecks: listOf(readinessCheck, "readiness checks").optional(),
  labels: labels.optional(),
  fetch: listOf(
    nested<Artifact>({
      uri,
      extract: yesOrNo.optional(),
      executable: yesOrNo.optional(),
      cache: yesOrNo.optional(),
      destPath: path.optional(),
    }),
    "artifacts",
  ).optional(),
  secrets: z
    .record(z.string(), nested({ source: anyText }), { error: "must be a map from names to { source }" })
    .optional(),
  dependencies: listOf(appPath, "paths of apps").optional(),
  upgradeStrategy: nested({
    minimumHealthCapacity: number(0, 1),
    maximumOverCapacity: number(0, 1),
  }).optional(),
  killSelection: oneOf("YOUNGEST_FIRST", "OLDEST_FIRST").optional(),
  unreachableStrategy: z
    .union(
      [
        oneOf("disabled"),
        nested({
          inactiveAfterSeconds: wholeNumber(0).optional(),
          expungeAfterSeconds: wholeNumber(0).optional(),
        }),
      ],
      {
        error: 'must be "disabled" or { inactiveAfterSeconds, expungeAfterSeconds }',
      },
    )
    .optional(),
  taskKillGracePeriodSeconds: seconds.optional(),
  backoffSeconds: seconds.optional(),
  backoffFactor: number(1).optional(),
  maxLaunchDelaySeconds: seconds.optional(),
  tty: yesOrNo.optional(),
};
