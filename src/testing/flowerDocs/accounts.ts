/** The accounts that can log in, and what locks them. */

/** An account that can log in. */
export interface EmulatedFlowerDocsAccount {
  /** Name of the user. */
  user: string;
  /** The password. */
  password: string;
  /** The scope (the tenant) to work in. */
  scope: string;
}

/** An account is locked by this number of failed logins in a row. */
const MAX_FAILED_LOGINS = 5;

export class Accounts {
  #accounts: EmulatedFlowerDocsAccount[] = [{ user: "jna", password: "emulated-password", scope: "ACME" }];
  /** By the name of the user: failed logins since the last that succeeded. */
  #failedLogins = new Map<string, number>();

  add(account: EmulatedFlowerDocsAccount): void {
    this.#accounts = this.#accounts.filter(({ user, scope }) => user !== account.user || scope !== account.scope);
    this.#accounts.push({ ...account });
  }

  isLocked(user: string): boolean {
    return (this.#failedLogins.get(user) ?? 0) >= MAX_FAILED_LOGINS;
  }

  unlock(user: string): void {
    this.#failedLogins.delete(user);
  }

  /** @returns the account that logged in, or why none did. */
  logIn(given: Partial<EmulatedFlowerDocsAccount>): EmulatedFlowerDocsAccount | "locked" | "refused" {
    const { user = "", password, scope } = given;
    const ofUser = this.#accounts.filter((each) => each.user === user);
    if (this.isLocked(user)) return "locked";
    const account = ofUser.find((each) => each.password === password && each.scope === scope);
    if (account) this.unlock(user);
    // Of no account there is nothing to lock, and names that anyone makes up are not kept.
    else if (ofUser.length > 0) this.#failedLogins.set(user, (this.#failedLogins.get(user) ?? 0) + 1);
    return account ?? "refused";
  }
}
