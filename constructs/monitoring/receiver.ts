import { InvalidInput, show } from "../../cloud-init/checks/invalid-input";
import { markInstances } from "../checks/instances";
import {
  absolutePath,
  anyText,
  checkProps,
  listOf,
  type PropChecks,
  text,
  wholeNumber,
  yesOrNo,
} from "../checks/props";

/** Mail through a server. */
export interface EmailOptions {
  /** Who gets it: one address or more. */
  readonly to: readonly string[];
  readonly from: string;
  readonly smtpHost: string;
  /** @default 25, or 465 with `tls` */
  readonly smtpPort?: number;
  /** Whether the connection begins with TLS; otherwise it changes to TLS where the server offers it. @default false */
  readonly tls?: boolean;
  /** A file on the monitoring node with lines `user: …` and `password: …`. @default the server asks for none */
  readonly credentialsFile?: string;
}

/** A channel of Slack. */
export interface SlackOptions {
  /** A file on the monitoring node with the URL of an incoming webhook, which is a secret. */
  readonly webhookUrlFile: string;
}

/** Something that takes an alert as JSON, by POST. */
export interface WebhookOptions {
  /** The URL, if it is not secret: it is in Terraform's state. */
  readonly url?: string;
  /** A file on the monitoring node with the URL. */
  readonly urlFile?: string;
}

const address = text(/^[^\s@]+@[^\s@]+$/, "an address such as ops@example.org");
const emailChecks: PropChecks<EmailOptions> = {
  to: listOf(address, "addresses").refine((list) => (list as unknown[]).length > 0, {
    error: "must name at least one address",
  }),
  from: address,
  smtpHost: anyText,
  smtpPort: wholeNumber(1, 65535).optional(),
  tls: yesOrNo.optional(),
  credentialsFile: absolutePath("/etc/alerts/smtp").optional(),
};
const slackChecks: PropChecks<SlackOptions> = { webhookUrlFile: absolutePath("/etc/alerts/slack") };
const webhookChecks: PropChecks<WebhookOptions> = {
  url: text(/^https?:\/\/\S+$/, "an http or https URL").optional(),
  urlFile: absolutePath("/etc/alerts/webhook").optional(),
};

/** A receiver of alerts. Secrets are only in files that an operator puts on the monitoring node. */
export class Receiver {
  /** @throws InvalidInput where an option is missing, unknown or invalid */
  static email(options: EmailOptions): Receiver {
    checkProps("receiver email", emailChecks, options);
    const { to, from, smtpHost, smtpPort, tls = false, credentialsFile } = options;
    return new Receiver("email", credentialsFile, () => ({
      email: [...to],
      from_addr: from,
      smtp_host: smtpHost,
      ...(smtpPort === undefined ? {} : { smtp_port: smtpPort }),
      smtp_ssl: tls,
      ...(credentialsFile === undefined ? {} : { smtp_auth_file: credentialsFile }),
    }));
  }

  /** @throws InvalidInput where the file is no absolute path */
  static slack(options: SlackOptions): Receiver {
    checkProps("receiver slack", slackChecks, options);
    return new Receiver("slack", options.webhookUrlFile, (secret) => ({ slack_webhook_url: secret }));
  }

  /** @throws InvalidInput where neither a URL nor a file is given, or both */
  static webhook(options: WebhookOptions): Receiver {
    checkProps("receiver webhook", webhookChecks, options);
    const { url, urlFile } = options;
    if ((url === undefined) === (urlFile === undefined)) {
      throw new InvalidInput(
        `receiver webhook: needs url or urlFile, got ${show(options)}; give one of them`,
      );
    }
    return new Receiver("post2", urlFile, (secret, rule) => ({
      http_post2_url: url ?? secret,
      http_post2_payload: { alert: rule },
      http_post2_all_values: true,
    }));
  }

  private constructor(
    /** ElastAlert's name for it. @internal */
    readonly kind: "email" | "slack" | "post2",
    /** The file that must be on the node. @internal */
    readonly secretFile: string | undefined,
    private readonly settings: (secret: string, rule: string) => object,
  ) {}

  /**
   * As ElastAlert takes it.
   *
   * @param variable what the text of the file is filled in by
   * @param rule the name of the alert rule
   * @internal
   */
  alerter(variable: string, rule: string): Readonly<Record<string, object>> {
    return { [this.kind]: this.settings(`\${${variable}}`, rule) };
  }
}
markInstances(Receiver, "Receiver");
