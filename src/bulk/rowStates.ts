/** The state of each row and a digest of it: five bytes a row, as there can be millions. */
import { type EndState, nextState, ROW_STATES, type RowEvent, type RowState } from "./state.js";

const FIRST_CAPACITY = 1_024;

export class RowStates {
  #states = new Uint8Array(FIRST_CAPACITY);
  #digests = new Uint32Array(FIRST_CAPACITY);

  /** @param row from 1. */
  get(row: number): RowState {
    return ROW_STATES[this.#states[row] ?? 0] ?? "pending";
  }

  /** The digest with which the row was last recorded; `undefined` as long as it is pending. */
  digest(row: number): number | undefined {
    return this.get(row) === "pending" ? undefined : this.#digests[row];
  }

  /** @returns the state that holds now. */
  apply(row: number, event: RowEvent, digest: number): RowState {
    const state = nextState(this.get(row), event);
    if (row >= this.#states.length) this.#grow(row);
    this.#states[row] = ROW_STATES.indexOf(state);
    this.#digests[row] = digest;
    return state;
  }

  /** @returns the state in which the row has ended. */
  end(row: number, state: EndState, digest: number): EndState {
    // No event of the table leads from an end to another state than an end.
    return this.apply(row, state, digest) as EndState;
  }

  #grow(row: number): void {
    const capacity = Math.max(2 * this.#states.length, row + 1);
    const [states, digests] = [new Uint8Array(capacity), new Uint32Array(capacity)];
    states.set(this.#states);
    digests.set(this.#digests);
    this.#states = states;
    this.#digests = digests;
  }
}
