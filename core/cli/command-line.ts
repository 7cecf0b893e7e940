import { Command, CommanderError, Option } from 'commander';
import { Core } from '../api/core.ts';
import { type ErrorData, errorData, FarmError } from '../model/errors.ts';
import type { Parts } from '../session/parts.ts';
import { EXIT } from './exit-codes.ts';
import { addFarmCommands, type Run } from './farm-commands.ts';
import { faultsCommand } from './faults-command.ts';
import { type Output, standardOutput } from './output.ts';
import { addPeopleCommands } from './people-commands.ts';
import { practiceCommand } from './practice-command.ts';
import { proxyCommand } from './proxy-command.ts';
import { resolveCommand } from './resolve-command.ts';

/**
 * Runs one command line.
 * @param args arguments without the program's name
 * @returns the exit code; expected failures are printed, not thrown
 */
export async function runCommandLine(args: string[], parts: Parts): Promise<number> {
  const output = standardOutput(args.includes('--json'));
  let code: number = EXIT.done;
  const program = new Command('farmwright')
    .description('Builds a load-balanced farm and proves that it works.')
    .version(parts.version)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  const json = () => new Option('--json', 'print exactly one JSON document');
  const run: Run = (command) => async () => {
    code = await command();
  };
  program
    .command('practice')
    .description('Sets up a practice farm on this computer, verifies it, and removes it')
    .addOption(json())
    .option('--nodes <n>', 'number of nodes', '3')
    .option('--balancer <id>', `one of: ${parts.balancers.map(({ id }) => id).join(', ')}`, parts.balancers[0]?.id)
    .option('--waf', 'put a WAF in front of the balancer: two devices that each add an address')
    .option('--profile <id>', `one of: ${parts.profiles.map(({ id }) => id).join(', ')}`, parts.profiles[0]?.id)
    .option('--fault <id>', 'plant this fault when the farm is set up (may be repeated)', collect, [])
    .option('--fix', 'after a planted fault, run the plan again and verify the farm again')
    .option('--keep', 'keep the farm running until Ctrl+C')
    .option('--secrets <place>', '“-”: read {name: value} from standard input')
    .option('--yes', 'allow audit entries (always allowed on a practice farm)')
    .option('--drill', 'allow the failover test (always allowed on a practice farm)')
    .action((options) => run(() => practiceCommand(options, new Core(parts), output))());
  program
    .command('faults')
    .description('Lists the faults of practice farms, and the checks that each fault changes')
    .addOption(json())
    .action(() => run(() => faultsCommand(new Core(parts), output))());
  addPeopleCommands(program, parts, output, run);
  addFarmCommands(program, parts, output, run);
  program
    .command('resolve')
    .description('Resolves client addresses for cases in a file, and compares them with the expected results')
    .addOption(json())
    .requiredOption('--cases <file>', 'file of cases')
    .action((options) => run(() => resolveCommand(options, new Core(parts), output))());
  program
    .command('proxy')
    .description('Runs only the bundled proxy, until Ctrl+C')
    .addOption(json())
    .requiredOption('--config <file>', 'configuration of the proxy (JSON)')
    .action((options) => run(() => proxyCommand(options, parts, output))());
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT.done;
    return tell(error, output, program.commands.find((command) => command.name() === args[0])?.name());
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value];
}

/** @param command the command that was used, if there is one of that name */
function tell(error: unknown, output: Output, command: string | undefined): number {
  const data: ErrorData = error instanceof CommanderError ? usage(error, command) : errorData(error);
  output.fail(data);
  const expected = error instanceof CommanderError || error instanceof FarmError;
  // An internal error that came as data through the contract is still an internal error.
  return expected && data.code !== 'internal' ? EXIT.badInput : EXIT.internal;
}

function usage({ code, message }: CommanderError, command: string | undefined): ErrorData {
  const field = /'([^']*)'/.exec(message)?.[1] ?? null;
  const missing = code === 'commander.missingMandatoryOptionValue' ? `The option ${field} is missing.` : null;
  const words = message === '(outputHelp)' ? 'No command is given.' : message.replace(/^error: /, '');
  return {
    code: 'input.usage',
    field,
    message: missing ?? words,
    remedy:
      command === undefined
        ? 'Run farmwright --help to list the commands and their options.'
        : `Run farmwright ${command} --help to list its options.`,
  };
}
