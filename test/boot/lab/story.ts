/** A record of actions on a cluster, their results and durations. */
export class Story {
  private readonly rows: (readonly [asked: string, happened: string, seconds: number])[] = [];

  /** Adds a row when the result has occurred. */
  async tell<T>(asked: string, happens: string, happen: () => Promise<T>): Promise<T> {
    const started = Date.now();
    const result = await happen();
    this.rows.push([asked, happens, (Date.now() - started) / 1000]);
    return result;
  }

  /** The record as a Markdown table. */
  get table(): string {
    const lines = this.rows.map(
      ([asked, happened, seconds]) => `| ${asked} | ${happened} | ${Math.round(seconds)} s |`,
    );
    return ["| what was asked | what happened | after |", "| --- | --- | --- |", ...lines].join("\n");
  }
}
