-- As before; and what a create left to its upstream, once that says what it made of it.
CREATE OR REPLACE FUNCTION settle_generation(the_id uuid, read_version integer, patch jsonb, next_poll_ms integer,
  how text, actual jsonb, loud boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
  next jobs;
  peak numeric;
BEGIN
  SELECT * INTO job FROM jobs WHERE generation_id = the_id FOR UPDATE;
  IF NOT FOUND OR job.version <> read_version THEN
    RETURN NULL;
  END IF;
  next := jsonb_populate_record(job, patch);
  UPDATE jobs SET
      version = version + 1, state = next.state, progress = next.progress, submitted_at = next.submitted_at,
      started_at = next.started_at, finished_at = next.finished_at, settled_at = next.settled_at,
      lost_at = next.lost_at, first_downloaded_at = next.first_downloaded_at,
      outcome_unknown = next.outcome_unknown, unknown_since = next.unknown_since,
      unknown_detail = next.unknown_detail, missing_count = next.missing_count,
      missing_since = next.missing_since, video_seconds = next.video_seconds, gpu_ms = next.gpu_ms,
      gpu_basis = next.gpu_basis, gpu_type = next.gpu_type, cost = next.cost, currency = next.currency,
      cost_basis = next.cost_basis, unpriced_reason = next.unpriced_reason, price_id = next.price_id,
      price_unit = next.price_unit, units = next.units, unit_amount = next.unit_amount,
      failure_kind = next.failure_kind, failure_code = next.failure_code,
      failure_message = next.failure_message, resolution = next.resolution, audio = next.audio,
      dimensions = next.dimensions,
      next_poll_at = now() + next_poll_ms * interval '1 millisecond',
      lease_owner = NULL, lease_until = NULL
    WHERE generation_id = the_id RETURNING * INTO next;
  IF how IS NOT NULL THEN
    PERFORM close_holds(the_id, how, actual);
  END IF;
  IF loud THEN
    PERFORM enqueue_generation(next);
  END IF;
  -- Looked at before it is written: most jobs raise no peak, and a peak's row is everybody's.
  IF next.gpu_ms IS NOT NULL AND next.requested_seconds > 0 THEN
    peak := next.gpu_ms / next.requested_seconds;
    IF NOT EXISTS (SELECT 1 FROM gpu_peaks p WHERE p.upstream_id = next.upstream_id AND p.model = next.model
        AND p.ms_per_second >= peak) THEN
      INSERT INTO gpu_peaks AS p (upstream_id, model, ms_per_second)
        VALUES (next.upstream_id, next.model, peak)
        ON CONFLICT (upstream_id, model)
        DO UPDATE SET ms_per_second = greatest(p.ms_per_second, excluded.ms_per_second);
    END IF;
  END IF;
  RETURN next.version;
END
$$;
