/** What was asked of a cluster, what happened, and how long it took. */
export class Story {
  private readonly rows: (readonly [asked: string, happened: string, seconds: number])[] = [];

  /** Adds a row once it has happened. */
  async tell<T>(asked: string, happens: string, happen: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const result = await happen();
    this.rows.push([asked, happens, (Date.now() - started) / 1000]);
    return result;
  }

  /** As Markdown. */
  get table(): string {
    const lines = this.rows.map(
      ([asked, happened, seconds]) => `| ${asked} | ${happened} | ${Math.round(seconds)} s |`,
    );
    return ["| what was asked | what happened | after |", "| --- | --- | --- |", ...lines].join("\n");
  }
}
