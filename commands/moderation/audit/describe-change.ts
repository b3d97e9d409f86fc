// What an entry of the audit trail says of before and after, in its reader's language.
import { formatUsd } from '../../../src/billing/money.ts';
import { describeLimit } from '../../../src/discord/rendering/describe-budget.ts';
import { cut } from '../../../src/discord/rendering/safe-text.ts';
import { type AuditFact, readFacts } from '../../../src/servers/audit-facts.ts';
import { serverSettings, settingNamed } from '../../../src/servers/settings.store.ts';
import type { AuditRow } from '../../../src/store/server-tables.ts';
import { longTime, relativeTime } from '../../../src/text/figures.ts';
import type { Language, Translate } from '../../../src/text/text.ts';
import { describeSetting, type SettingRoom } from '../../settings/describe-settings.ts';

/** How much of an entry is told. */
export interface Room extends SettingRoom {
  /** Of words that are stored as they are shown. */
  textMax: number;
}

export const EVERYTHING: Room = {
  reasonMax: Number.POSITIVE_INFINITY,
  textMax: Number.POSITIVE_INFINITY,
  listedMax: Number.POSITIVE_INFINITY,
};

/**
 * Either is empty where there is nothing to say. Entries of earlier versions hold words, which are
 * shown as they are.
 */
export function describeChange(
  { target, facts, ...words }: Pick<AuditRow, 'target' | 'before' | 'after' | 'facts'>,
  language: Language,
  room: Room,
): { before: string; after: string } {
  const known = readFacts(facts);
  const side = (name: 'before' | 'after') => {
    const fact = known[name];
    return fact ? describeFact(fact, target, language, room) : cut(words[name] ?? '', room.textMax);
  };
  return { before: side('before'), after: side('after') };
}

function describeFact(fact: AuditFact, target: string | null, language: Language, room: Room): string {
  const { t, locale } = language;
  const usd = (micros: number) => formatUsd(micros, locale);
  switch (fact.is) {
    case 'limit':
      return describeLimit(fact.limit ?? undefined, language);
    case 'grant': {
      const expiry = fact.expiresAt === null ? '' : t('budget.grantExpires', { when: relativeTime(fact.expiresAt) });
      return `${usd(fact.amountMicros)} (#${fact.id}) ${expiry}`.trim();
    }
    case 'grant-left':
      return t('budget.revokeChoice', { id: fact.id, left: usd(fact.leftMicros), amount: usd(fact.amountMicros) });
    case 'block':
      return describeEnd(fact.endsAt, t);
    case 'charge':
      return t(`moderate.charge.${fact.outcome}`);
    case 'setting': {
      const name = target === null ? undefined : settingNamed(target);
      const settings = serverSettings.safeParse(fact.settings).data;
      return name && settings ? describeSetting(name, settings, language, { defaults: fact.defaults, room }) : '';
    }
  }
}

/** When a block ends. */
export const describeEnd = (endsAt: number | null, t: Translate): string =>
  endsAt === null ? t('moderate.untilLifted') : t('moderate.until', { when: longTime(endsAt) });
