// Tables, columns and words that had names of their own get those of the glossary. SQLite renames in place, triggers and indexes too.
import { type Kysely, sql } from 'kysely';

const STATEMENTS = [
  'alter table pictures rename to images',
  'alter table showings rename to message_copies',
  'alter table unshown rename to undelivered_requests',
  'alter table requests rename column delivery_rung to delivery_method',
  'alter table inputs rename column picture_id to image_id',
  'alter table tasks rename column picture_id to image_id',
  'alter table pending_deletions rename column picture_id to image_id',
  'alter table budgets rename column limit_pictures to limit_images',
  'alter table ledger rename column pictures_delta to images_delta',
  'alter table ledger rename column reserved_pictures_delta to reserved_images_delta',
  'alter table rollups rename column pictures to images',
  'alter table rollups rename column reserved_pictures to reserved_images',
  'alter table usage_days rename column pictures to images',
  'alter table usage_sums rename column pictures to images',
  `update tasks set failure = 'image' || substr(failure, length('picture') + 1) where failure like 'picture-%'`,
  `update drafts set sources = replace(replace(sources, '"pictureId":', '"imageId":'), '"pictures":', '"images":'),
    fields = replace(fields, '"pictures":', '"images":')`,
  `update pending_budget_changes set change = replace(change, '"limitPictures":', '"limitImages":')`,
  `update audit set facts = replace(facts, '"limitPictures":', '"limitImages":') where facts like '%"limitPictures":%'`,
];

export async function up(db: Kysely<never>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}
