/** `tessera complete <shell>`: the script that makes a shell complete command lines. */
import { Argument, type Command } from "commander";
import { scripts } from "../complete/scripts.js";
import { newCommand } from "../lazy.js";
import type { Session } from "../session.js";

export function createCommand(fullName: string, session: Session): Command {
  const shells = [...scripts.keys()];
  return newCommand(fullName, session.io)
    .description(
      "Prints the completion script of a shell: bash, zsh or fish.\n\n" +
        'bash: add to ~/.bashrc: eval "$(tessera complete bash)"\n' +
        'zsh: add to ~/.zshrc, after compinit: eval "$(tessera complete zsh)"\n' +
        "fish: tessera complete fish > ~/.config/fish/completions/tessera.fish",
    )
    .addArgument(new Argument("<shell>", "the shell").choices(shells))
    .helpOption("-h, --help", "show this help")
    .action((shell: string) => void session.io.stdout.write(scripts.get(shell) ?? ""));
}
