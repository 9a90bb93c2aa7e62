/** Jobs: work whose result is there some time later. */
import { type EmulatorResponse, text } from "../http.js";
import { RecentMap } from "../recentMap.js";
import type { State } from "./state.js";
import { failure } from "./store.js";

interface Job {
  readonly doneAt: number;
  /** The result, or the error that the job ends with. */
  readonly outcome: EmulatorResponse;
}

/** Core documents neither statuses nor the shape of these responses. */
export class Jobs {
  readonly #state: State;
  readonly #jobs = new RecentMap<Job>();

  constructor(state: State) {
    this.#state = state;
  }

  start(key: string, outcome: EmulatorResponse): void {
    this.#jobs.set(key, { doneAt: this.#state.now() + this.#state.settings.exportMs, outcome });
  }

  status(key: string): EmulatorResponse {
    const job = this.#jobs.get(key);
    if (job === undefined) return noJob();
    if (!this.#isDone(job)) return text("PROCESSING");
    return text(isFailure(job) ? "ERROR" : "DONE");
  }

  result(key: string): EmulatorResponse {
    const job = this.#jobs.get(key);
    return job && this.#isDone(job) && !isFailure(job) ? job.outcome : noJob();
  }

  error(key: string): EmulatorResponse {
    const job = this.#jobs.get(key);
    if (job === undefined) return noJob();
    return text(this.#isDone(job) && isFailure(job) ? job.outcome.body : "");
  }

  #isDone({ doneAt }: Job): boolean {
    return doneAt <= this.#state.now();
  }
}

const isFailure = ({ outcome }: Job) => outcome.status >= 400;

const noJob = () => failure("F00012", "There is no such job, or it has no result");
