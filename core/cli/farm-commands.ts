import { type Command, Option } from 'commander';
import { Core } from '../api/core.ts';
import type { Secret } from '../model/secret.ts';
import type { Parts } from '../session/parts.ts';
import { reportCommand, runbookCommand, waiveCommand } from './document-commands.ts';
import { newCommand, restoreCommand, schemaCommand } from './new-command.ts';
import type { Output } from './output.ts';
import { planCommand } from './plan-command.ts';
import { type FarmDeed, farmDeedCommand } from './run-command.ts';

/** Options by which the user allows effects of a verification. */
interface ConsentOptions {
  yes?: boolean;
  drill?: boolean;
  requests?: number;
}

/** Keeps the exit code of a command. */
export type Run = (command: () => Promise<number>) => () => Promise<void>;

/** The commands on farm files. */
export function addFarmCommands(program: Command, parts: Parts, output: Output, run: Run): void {
  const json = () => new Option('--json', 'print exactly one JSON document');
  const secrets = () => new Option('--secrets <place>', '“-”: read {name: value} from standard input');
  const yes = () =>
    new Option('--yes', 'allow requests that leave entries in the audit record (always allowed on practice hosts)');
  const drill = () =>
    new Option('--drill', 'allow draining nodes, and stopping and starting one (always allowed on practice hosts)');
  const requests = () =>
    new Option('--requests <n>', 'send at least so many requests as clients send them').argParser(Number);
  const consentOf = ({ yes = false, drill = false, requests }: ConsentOptions) => ({
    ...{ auditEntries: yes, drill },
    ...(requests === undefined ? {} : { requests }),
  });
  const deed = (file: string, options: { secrets?: string }, what: FarmDeed) =>
    run(() => farmDeedCommand(file, options, what, new Core(parts), output))();
  const ids = parts.profiles.map(({ id }) => id).join(', ');

  program
    .command('new <file>')
    .description('Creates a farm file from answers; without answers, for a practice farm')
    .addOption(json())
    .option('--profile <id>', `one of: ${ids}`, parts.profiles[0]?.id)
    .option('--answers <file>', 'answers (YAML)')
    .action((file, options) => run(() => newCommand(file, options, new Core(parts), output))());
  program
    .command('schema [id]')
    .description(`Prints the JSON Schema of the answers of a profile, one of: ${ids}`)
    .addOption(json())
    .action((id) => run(() => schemaCommand(id ?? parts.profiles[0]?.id ?? '', new Core(parts), output))());
  program
    .command('restore <file>')
    .description('Replaces a damaged farm file with its last good copy, and keeps the damaged file under another name')
    .addOption(json())
    .action((file) => run(() => restoreCommand(file, new Core(parts), output))());
  program
    .command('plan <file>')
    .description('Shows the steps of the plan with their hosts; changes nothing')
    .addOption(json())
    .action((file) => run(() => planCommand(file, new Core(parts), output))());
  program
    .command('run <file>')
    .description('Carries out the plan, then verifies the farm')
    .addOption(json())
    .option('--page <page>', 'only the steps of this page')
    .option('--host <name>', 'only the steps of this host (may be repeated)', collect)
    .addOption(secrets())
    .option(
      '--change-password <secret>',
      'change the password of an existing login to this secret (may be repeated)',
      collect,
    )
    .addOption(yes())
    .addOption(drill())
    .addOption(requests())
    .action((file, { page, host: hosts, changePassword = [], ...options }) =>
      deed(file, options, (client, farm, given) => {
        const changePasswords = passwordsOf(changePassword, given);
        const selection = { ...(page && { page }), ...(hosts && { hosts }) };
        return client.farm.run({ farm, ...consentOf(options), ...selection, changePasswords });
      }),
    );
  program
    .command('resume <file>')
    .description('Continues an interrupted run, then verifies the farm')
    .addOption(json())
    .addOption(secrets())
    .addOption(yes())
    .addOption(drill())
    .addOption(requests())
    .action((file, options) =>
      deed(file, options, (client, farm) => client.farm.resume({ farm, ...consentOf(options) })),
    );
  program
    .command('verify <file>')
    .description('Verifies the farm in its current state')
    .addOption(json())
    .addOption(drill())
    .addOption(secrets())
    .addOption(yes())
    .addOption(requests())
    .action((file, options) =>
      deed(file, options, (client, farm) => client.farm.verify({ farm, ...consentOf(options) })),
    );
  program
    .command('runbook <file>')
    .description('Writes the runbook: every step with person, host, actions and expected result')
    .addOption(json())
    .requiredOption('--format <format>', 'md or html (required)')
    .requiredOption('--out <path>', 'path of the file to write (required)')
    .action((file, options) => run(() => runbookCommand(file, options, new Core(parts), output))());
  program
    .command('report <file>')
    .description('Writes the report of the last verification; the exit code tells its verdict')
    .addOption(json())
    .requiredOption('--format <format>', 'html, md, junit, json or text (required)')
    .requiredOption('--out <path>', 'path of the file to write (required)')
    .option('--max-age <age>', 'refuse an older result (exit code 5), such as 30m, 2h or 7d')
    .action((file, options) => run(() => reportCommand(file, options, new Core(parts), output))());
  program
    .command('waive <file>')
    .description('Accepts what a check found in the last verification. The check still runs and is still shown')
    .addOption(json())
    .requiredOption('--check <id>', 'id of the check (required)')
    .option('--node <name>', 'only what was found on this node')
    .option('--service <name>', 'only what was found in this virtual service')
    .requiredOption('--who <name>', 'person who accepts the finding (required)')
    .requiredOption('--why <text>', 'reason (required)')
    .requiredOption('--until <date>', 'last day, such as 2026-12-31 (required)')
    .action((file, options) => run(() => waiveCommand(file, options, new Core(parts), output))());
}

/** The secrets of these names. The page asks for such a password twice; here it was not typed. */
function passwordsOf(names: string[], given: Record<string, Secret>): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, given[name]?.reveal() ?? '']));
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}
