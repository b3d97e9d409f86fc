// Whether the bot can serve, by the things without which it cannot.

/** One thing without which the bot cannot serve. */
export interface ReadinessCheck {
  name: string;
  /** False or a throw means no; so does taking too long. */
  isReady(): boolean | Promise<boolean>;
}

const CHECK_TIMEOUT_MS = 2_000;

/** @returns what each check says now, by its name */
export async function readReadiness(checks: readonly ReadinessCheck[]): Promise<Record<string, boolean>> {
  return Object.fromEntries(await Promise.all(checks.map(async (check) => [check.name, await ask(check)] as const)));
}

async function ask({ isReady }: ReadinessCheck): Promise<boolean> {
  const { promise: tooLong, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, CHECK_TIMEOUT_MS, false);
  const answer = Promise.resolve().then(isReady);
  return Promise.race([answer, tooLong])
    .catch(() => false)
    .finally(() => clearTimeout(timer));
}
