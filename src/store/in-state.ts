// A task's state inlined as an SQL literal, for SQLite uses a partial index only where it can see
// the value, and compiles a statement anew each time it is run where a bound one might decide.
import { type RawBuilder, sql } from 'kysely';
import type { TaskState } from './request-tables.ts';

export const inState = (state: TaskState): RawBuilder<TaskState> => sql.lit(state);
