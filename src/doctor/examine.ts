// The whole visit: every check in turn, every finding told as it comes.
import type { Check, Environment } from './check.ts';
import { describeFinding, type Finding, summarise } from './finding.ts';

/** @returns whether the bot can start and serve as it is set up */
export async function examine(
  checks: readonly Check[],
  environment: Environment,
  tell: (line: string) => void,
): Promise<boolean> {
  const findings: Finding[] = [];
  for (const check of checks) {
    for (const finding of await check.run(environment)) {
      findings.push(finding);
      tell(describeFinding(check.subject, finding));
    }
  }
  tell(`\n${summarise(findings)}`);
  return findings.every(({ level }) => level !== 'failure');
}
