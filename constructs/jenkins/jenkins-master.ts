import { Construct } from "constructs";
import { show } from "../../cloud-init/checks/invalid-input";
import { readProgram } from "../../cloud-init/document/scripts";
import { routeLabels, routeUrl } from "../apps/app-domains";
import { withoutHttps } from "../apps/app-placement";
import { MarathonApp } from "../apps/marathon-app";
import type { AppConstraint } from "../apps/marathon-app-definition";
import { MarathonApps } from "../apps/marathon-apps";
import { meets, mistakable, poolConstraints } from "../apps/pool-choice";
import { configurationText, type JenkinsConfiguration, jenkinsConfiguration } from "./jenkins-configuration";
import { checkJenkinsProps, DEFAULT_HEAP_MIB, type JenkinsMasterProps } from "./jenkins-master-props";
import { MesosPlugin } from "./mesos-plugin";

const HOME = "/var/jenkins_home";

/** A Jenkins as an app on Marathon; any number of them are one object. */
export class JenkinsMaster extends Construct {
  readonly app: MarathonApp;
  /** Its configuration as code, as it finds it at its start. */
  readonly configuration: JenkinsConfiguration;

  /** @throws InvalidInput for a prop that is missing, unknown or invalid, and for a label that no pool can serve */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: JenkinsMasterProps,
  ) {
    super(scope, id);
    checkJenkinsProps(id, props);
    const { masters, plugin = MesosPlugin.v2(), route, role = "*", agentUser = "root" } = props;
    const path = this.appPath;
    const name = this.frameworkName;
    const { frameworkId = `${masters.network.cloud.cluster}-${name}` } = props;
    // Never two on one home, and Mesos knows one framework by an id.
    const apps = MarathonApps.of(masters);
    apps.claim(`name ${name} of home and framework`, path);
    apps.claim(`framework id ${frameworkId}`, path);
    const inside = `http://\${HOST}:\${PORT_HTTP}${route?.path ?? ""}/`;
    this.configuration = jenkinsConfiguration(id, {
      plugin,
      cloud: {
        zooKeeper: masters.zooKeeper,
        frameworkName: name,
        frameworkId,
        role,
        agentUser,
        jenkinsUrl: inside,
        agents: props.agents,
      },
      publicUrl: route ? routeUrl(route) : inside,
      more: props.configuration ?? {},
    });
    const home = props.home.container(name, HOME);
    const constraints = poolConstraints(props.pools.map((pool) => pool.offers));
    this.node.addValidation({ validate: () => this.mistakes(constraints) });
    this.app = new MarathonApp(this, "app", {
      masters,
      id: path,
      cmd: readProgram("jenkins-start.sh"),
      cpus: props.cpus ?? 1,
      mem: this.mem,
      instances: 1,
      container: {
        type: "DOCKER",
        docker: {
          image: props.image,
          parameters: [
            // Reaps processes that Jenkins leaves behind: Mesos runs the command instead of the image's own init.
            { key: "init", value: "true" },
            { key: "user", value: "0:0" },
            ...home.parameters,
          ],
        },
        volumes: [
          ...home.volumes,
          ...(props.volumes ?? []).map(({ containerPath, hostPath, readOnly }) => ({
            containerPath,
            hostPath,
            mode: readOnly ? ("RO" as const) : ("RW" as const),
          })),
        ],
      },
      networks: [{ mode: "host" }],
      portDefinitions: ["http", "jnlp", ...(plugin.usesLibprocess ? ["libprocess"] : [])].map((port) => ({
        port: 0,
        name: port,
      })),
      constraints,
      env: {
        ...props.env,
        JENKINS_HOME: HOME,
        JAVA_OPTS: this.javaOptions,
        ...(route?.path ? { JENKINS_OPTS: `--prefix=${route.path}` } : {}),
        CASC_JENKINS_CONFIG: `${HOME}/casc`,
        JENKINS_CONFIGURATION: configurationText(id, this.configuration),
      },
      ...(props.configurationUrls?.length
        ? {
            fetch: props.configurationUrls.map((uri, i) => ({
              uri,
              extract: false,
              destPath: `casc/${i + 1}.yaml`,
            })),
          }
        : {}),
      labels: { ...props.labels, ...(route ? routeLabels(route) : {}), MARATHON_SINGLE_INSTANCE_APP: "true" },
      // Asked by the agent itself: thousands of checks from one Marathon would be late.
      healthChecks: [
        {
          protocol: "MESOS_HTTP",
          path: `${route?.path ?? ""}/login`,
          portIndex: 0,
          gracePeriodSeconds: 600,
          intervalSeconds: 60,
          timeoutSeconds: 20,
          maxConsecutiveFailures: 5,
        },
      ],
      // Never two on one home: the old one is gone before the new one starts.
      upgradeStrategy: { minimumHealthCapacity: 0, maximumOverCapacity: 0 },
      unreachableStrategy: { inactiveAfterSeconds: 300, expungeAfterSeconds: 600 },
      taskKillGracePeriodSeconds: 60,
    });
  }

  /** What Mesos has it by, for `alerts.frameworks` of a `Monitoring`; its home is named so as well: `jenkins-team-a`. */
  get frameworkName(): string {
    return this.appPath.slice(1).replaceAll("/", "-");
  }

  /** Labels, and the Jenkins itself, whose agents could be those of a pool that is not meant; images that builds cannot have. */
  private mistakes(constraints: readonly AppConstraint[]): string[] {
    const { masters, agents, pools } = this.props;
    const all = masters.agentOffers;
    const of = agents.map(({ label, image, containerizer, pool: { offers } }) => {
      const wanted = Object.entries(offers.attributes);
      const plain = containerizer === "MESOS" ? withoutHttps(image, masters.plainRegistries) : undefined;
      const reason =
        plain ??
        mistakable([offers], all, ({ attributes }) =>
          wanted.every(([name, value]) => attributes[name] === value),
        );
      return reason && `label ${show(label)}: ${reason}`;
    });
    const own = pools.map((pool) => pool.offers);
    const reason = mistakable(own, all, (pool) => constraints.every((constraint) => meets(pool, constraint)));
    return [...of, reason && `pools: ${reason}`].flatMap((message) =>
      message ? [`${this.node.id}: ${message}`] : [],
    );
  }

  private get appPath(): string {
    return this.props.id ?? `/jenkins/${this.node.id.toLowerCase()}`;
  }

  private get heapMiB(): number {
    return this.props.heapMiB ?? DEFAULT_HEAP_MIB;
  }

  private get mem(): number {
    return this.props.mem ?? this.heapMiB + Math.max(512, Math.ceil(this.heapMiB / 2));
  }

  private get javaOptions(): string {
    const { cpus = 1, jvmOptions = [] } = this.props;
    return [
      `-Xms${this.heapMiB}m`,
      `-Xmx${this.heapMiB}m`,
      // The parallel collector would stop Jenkins for minutes.
      "-XX:+UseG1GC",
      "-XX:+ParallelRefProcEnabled",
      "-XX:+UseStringDeduplication",
      "-XX:+ExitOnOutOfMemoryError",
      // Shares are no limit that a JVM sees: it would start threads for every CPU of the agent.
      `-XX:ActiveProcessorCount=${Math.max(2, Math.ceil(cpus))}`,
      "-Djava.awt.headless=true",
      "-Djenkins.install.runSetupWizard=false",
      // A waiting build gets an agent immediately.
      "-Dhudson.slaves.NodeProvisioner.MARGIN=50",
      "-Dhudson.slaves.NodeProvisioner.MARGIN0=0.85",
      ...jvmOptions,
    ].join(" ");
  }
}
