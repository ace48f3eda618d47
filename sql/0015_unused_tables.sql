-- Nobody reads these: snapshots are in Orleans' grain storage (grain_states), and what must happen with nobody calling stands in
-- services.wake_at.
DROP TABLE snapshots;
DROP TABLE reminders;
DELETE FROM orleansquery WHERE querykey IN (
    'UpsertReminderRowKey', 'ReadReminderRowsKey', 'ReadReminderRowKey', 'ReadRangeRows1Key', 'ReadRangeRows2Key',
    'DeleteReminderRowKey', 'DeleteReminderRowsKey');
