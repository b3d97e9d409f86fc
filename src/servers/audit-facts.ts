// What an audit entry says of before and after, as facts: the words are found when somebody reads
// it, in their language.
import { z } from 'zod';

/** Money is in micro-dollars, times are milliseconds since 1970. */
const auditFact = z.discriminatedUnion('is', [
  z.object({
    is: z.literal('limit'),
    /** null where nobody has set one. */
    limit: z
      .object({
        limitMicros: z.number(),
        limitImages: z.number().optional(),
        window: z.enum(['day', 'week', 'month', 'total']),
        source: z.enum(['member', 'role', 'default', 'host', 'server', 'host-server', 'host-member']),
        roleId: z.string().optional(),
      })
      .nullable(),
  }),
  z.object({ is: z.literal('grant'), id: z.number(), amountMicros: z.number(), expiresAt: z.number().nullable() }),
  z.object({ is: z.literal('grant-left'), id: z.number(), amountMicros: z.number(), leftMicros: z.number() }),
  z.object({ is: z.literal('block'), endsAt: z.number().nullable() }),
  z.object({ is: z.literal('charge'), outcome: z.enum(['released', 'charged', 'notCharged']) }),
  z.object({
    is: z.literal('setting'),
    /** Those of the server that decide about it, and what held where it had not decided. */
    settings: z.record(z.string(), z.unknown()),
    defaults: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
]);
const auditFacts = z.object({ before: auditFact.optional(), after: auditFact.optional() });

export type AuditFact = z.infer<typeof auditFact>;
export type AuditFacts = z.infer<typeof auditFacts>;

export const writeFacts = (facts: AuditFacts): string => JSON.stringify(auditFacts.parse(facts));

const known = auditFact.optional().catch(undefined);
const knownFacts = z.object({ before: known, after: known });

/**
 * @returns none for an entry without any; before and after each only where this version knows what
 * another one wrote there
 */
export function readFacts(text: string | null): AuditFacts {
  if (text === null) return {};
  try {
    return knownFacts.safeParse(JSON.parse(text)).data ?? {};
  } catch {
    return {};
  }
}
