/** Commands whose flags and subcommands are only known once they are called. */
import { Command, CommanderError } from "commander";
import type { Io } from "./io.js";

/** A command that writes to `io`, and throws where commander would end the process. */
export function newCommand(name: string, io: Io): Command {
  const command = new Command(name);
  return command
    .exitOverride((error) => {
      if (error.code === "commander.unknownCommand") throw withHint(error, command);
      throw error.code === "commander.unknownOption" ? withReason(error, command) : error;
    })
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns ?? 100,
      getErrHelpWidth: () => io.stderr.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
      // `report` writes errors.
      outputError: () => undefined,
    })
    .configureHelp({ optionDescription: ({ description }) => description, subcommandTerm: (command) => command.name() })
    .enablePositionalOptions()
    .helpCommand(false)
    .showSuggestionAfterError();
}

/** Commander suggests names that differ in a few letters. Those of services are often cut short, as `chrome`. */
function withHint({ exitCode, code, message }: CommanderError, command: Command): CommanderError {
  const [, word = ""] = /'(.*)'/.exec(message) ?? [];
  const names = command.commands.map((each) => each.name()).filter((name) => name.includes(word));
  const hint =
    names.length > 0 ? `(Did you mean ${names.join(", ")}?)` : `(${command.name()} --help lists the commands)`;
  return new CommanderError(exitCode, code, message.includes("Did you mean") ? message : `${message}\n${hint}`);
}

/** Commander reports a switch with a value, such as `--yes=true`, as a flag that it does not know. */
function withReason(error: CommanderError, command: Command): CommanderError {
  const [, flag] = /'(--[^'=]+)=/.exec(error.message) ?? [];
  if (!command.options.some(({ long }) => long === flag)) return error;
  return new CommanderError(error.exitCode, error.code, `option '${flag}' takes no value`);
}

type Load = (fullName: string) => Promise<Command> | Command;

/** Adds a command. `load` makes the command that parses what follows its name, which may be any of `names`. */
export function addLazy(parent: Command, io: Io, names: readonly string[], summary: string, load: Load): void {
  for (const [index, name] of [...new Set(names)].entries()) {
    const command = newCommand(name, io)
      .description(summary)
      .helpOption(false)
      .allowUnknownOption()
      .passThroughOptions()
      .argument("[arguments...]")
      .action(async (rest: string[]) => {
        const child = await load(`${parent.name()} ${names[0]}`);
        await child.parseAsync(rest, { from: "user" });
      });
    parent.addCommand(command, { hidden: index > 0 });
  }
}
