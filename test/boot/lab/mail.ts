import { SMTPServer } from "smtp-server";
import { mailServer } from "./places";

/** A mail server that stores received mails. */
export class MailServer {
  private constructor(
    private readonly server: SMTPServer,
    /** Every mail with its headers. */
    private readonly mails: readonly string[],
  ) {}

  static async open(): Promise<MailServer> {
    const mails: string[] = [];
    const server = new SMTPServer({
      authOptional: true,
      // No certificate.
      hideSTARTTLS: true,
      onData(stream, _session, done) {
        let text = "";
        stream.setEncoding("utf8").on("data", (part: string) => {
          text += part;
        });
        stream.once("end", () => {
          mails.push(text);
          done();
        });
      },
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(mailServer.port, mailServer.address, resolve);
    });
    return new MailServer(server, mails);
  }

  /** The subjects, in the order of arrival. */
  get subjects(): readonly string[] {
    return this.mails.map(
      (mail) => /^Subject: (.*(?:\r?\n[ \t].*)*)/m.exec(mail)?.[1]?.replace(/\r?\n[ \t]/g, " ") ?? "",
    );
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(resolve));
  }
}
