/** Logins that wait for each other: several clients with one wrong password would lock the account at once. */

export class LoginTurns {
  /** By the server: the password that it accepted last. */
  #accepted = new Map<string, string>();
  /** By server and password: settled when the login has ended. */
  #pending = new Map<string, Promise<void>>();

  /**
   * Logs in. Until a password was accepted it is tried once at a time, so that a refusal holds for all who wait.
   *
   * @throws What `logIn` throws, or the reason of the signal.
   */
  async take<T>(server: string, password: string, signal: AbortSignal, logIn: () => Promise<T>): Promise<T> {
    const key = JSON.stringify([server, password]);
    while (this.#accepted.get(server) !== password && this.#pending.has(key)) {
      await this.#pending.get(key);
      if (signal.aborted) throw signal.reason;
    }
    const login = logIn();
    const ended = login.then(
      () => void this.#accepted.set(server, password),
      () => void this.#accepted.delete(server),
    );
    this.#pending.set(key, ended);
    await ended;
    if (this.#pending.get(key) === ended) this.#pending.delete(key);
    return login;
  }
}
