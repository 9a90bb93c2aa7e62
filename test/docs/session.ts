/** The recorded session of the README: command lines with what they print on a terminal. */
import { tessera } from "../support/cli.js";

const COMMANDS = [
  "tessera android-enterprise users get --emulator --enterprise-id LC00lwk1yg --user-id 110001",
  "tessera chrome-directory browsers list --emulator --api management --query '{machine: machineName, os: osPlatform}'",
  "tessera android-enterprise webapps insert --dry-run --enterprise-id LC00lwk1yg --title Portal \\\n" +
    "    --start-url https://example.com --display-mode standalone",
  "tessera android-enterprise users get --emulator --enterprise-id LC00lwk1yg --user-id 999999",
  "tessera android-enterprise users delete --enterprise-id LC00lwk1yg --user-id 110001 < /dev/null",
];

export async function recordSession(): Promise<string> {
  const texts: string[] = [];
  for (const command of COMMANDS) {
    const words = command.replace(" < /dev/null", "").match(/'[^']*'|[^\s\\]+/g) ?? [];
    const args = words.slice(1).map((word) => word.replace(/^'|'$/g, ""));
    const { stdout, stderr, exitCode } = await tessera(args, {
      env: { NO_COLOR: "1" },
      isTTY: !command.endsWith("< /dev/null"),
    });
    texts.push(`$ ${command}\n${stdout}${stderr}${exitCode === 0 ? "" : `$ echo $?\n${exitCode}\n`}`);
  }
  return texts.join("");
}

/** A page with the session in place of the one that it has. */
export async function withSession(page: string): Promise<string> {
  const session = await recordSession();
  return page.replace(/^```text session\n[\s\S]*?^```$/m, () => `\`\`\`text session\n${session}\`\`\``);
}
