import type { AppDefinition } from "../../../constructs";
import type { LabNode } from "./node";
import { waitFor } from "./wait";

export interface Task {
  readonly id: string;
  readonly host: string;
  readonly state: string;
  readonly ports: readonly number[];
}

/** The state of an app, with the failure of its last task. */
export interface MarathonAppState {
  readonly tasks: readonly Task[];
  readonly tasksRunning: number;
  readonly lastTaskFailure?: { readonly message: string; readonly state: string; readonly taskId: string };
}

/** The API of a master's Marathon. Each instance forwards requests to the leader. */
export class MarathonApi {
  private readonly url: string;

  constructor(master: LabNode) {
    this.url = `http://${master.address}:8080`;
  }

  async ask<T>(path: string, options: RequestInit = {}): Promise<T> {
    const answer = await fetch(this.url + path, {
      ...options,
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(`marathon: ${options.method ?? "GET"} ${path}: ${answer.status}: ${text}`);
    return JSON.parse(text) as T;
  }

  async app(id: string): Promise<MarathonAppState> {
    const embed = "embed=app.tasks&embed=app.counts&embed=app.lastTaskFailure";
    return (await this.ask<{ app: MarathonAppState }>(`/v2/apps${id}?${embed}`)).app;
  }

  /** Creates or replaces an app. */
  async put(app: AppDefinition & { readonly id: string }): Promise<void> {
    await this.ask(`/v2/apps${app.id}?force=true`, { method: "PUT", body: JSON.stringify(app) });
  }

  async remove(id: string): Promise<void> {
    await this.ask(`/v2/apps${id}?force=true`, { method: "DELETE" });
  }

  /** Waits until all tasks of an app run. */
  async running(id: string, seconds: number, count = 1): Promise<readonly Task[]> {
    return waitFor(`${count} running tasks of ${id}`, seconds, async () => {
      const { tasks, lastTaskFailure } = await this.app(id);
      const running = tasks.filter(({ state }) => state === "TASK_RUNNING");
      if (running.length !== count) throw new Error(JSON.stringify(lastTaskFailure ?? tasks));
      return running;
    });
  }
}
