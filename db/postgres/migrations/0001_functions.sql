-- The hot path's writes, each one call and one transaction. Clocks: schedules use the database's now().

-- A generation as it travels to ClickHouse: numerics as text, so that nothing on the way becomes a float.
CREATE FUNCTION generation_fact(job jobs) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT to_jsonb(job) || jsonb_build_object(
    'requested_seconds', job.requested_seconds::text,
    'video_seconds', job.video_seconds::text,
    'estimate', job.estimate::text,
    'cost', job.cost::text,
    'units', job.units::text,
    'unit_amount', job.unit_amount::text)
$$;
--> statement-breakpoint
CREATE FUNCTION revenue_fact(entry revenue_entries) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT to_jsonb(entry) || jsonb_build_object('amount', entry.amount::text)
$$;
--> statement-breakpoint
CREATE FUNCTION enqueue_generation(job jobs) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO outbox (topic, workspace_id, entity_id, version, day, payload)
  VALUES ('generation', job.workspace_id, job.generation_id, job.version,
          (job.created_at AT TIME ZONE 'UTC')::date, generation_fact(job));
END
$$;
--> statement-breakpoint
-- Inserts the job and takes its holds, or raises RM001 (a hold does not fit; detail names the rule) and writes
-- nothing. The same generation again changes nothing. Buckets are locked in one order everywhere.
CREATE FUNCTION admit_generation(new_job jsonb, wanted jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  hold record;
  bucket quota_buckets;
BEGIN
  INSERT INTO jobs (generation_id, workspace_id, upstream_id, upstream, provider, key_id, instance_id, operation,
      state, source_provider_job_id, feature, surface, customer, user_id, region, platform, plan, tags, model,
      resolution, requested_seconds, audio, dimensions, prompt_hash, prompt, created_at, estimate, cost, currency,
      cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount)
    SELECT generation_id, workspace_id, upstream_id, upstream, provider, key_id, instance_id, operation,
      'held', source_provider_job_id, feature, surface, customer, user_id, region, platform, plan, tags, model,
      resolution, requested_seconds, audio, dimensions, prompt_hash, prompt, created_at, estimate, cost, currency,
      cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount
    FROM jsonb_populate_record(NULL::jobs, new_job)
    ON CONFLICT (generation_id) DO NOTHING;
  IF NOT FOUND OR wanted IS NULL THEN
    RETURN;
  END IF;
  FOR hold IN
    SELECT * FROM jsonb_to_recordset(wanted)
      AS h(rule_id uuid, subject text, window_start timestamptz, metric text, most numeric, amount numeric)
    ORDER BY h.rule_id, h.subject, h.window_start
  LOOP
    FOR attempt IN 1..2 LOOP
      UPDATE quota_buckets b SET held = b.held + hold.amount
        WHERE b.workspace_id = new_job->>'workspace_id' AND b.rule_id = hold.rule_id
          AND b.subject = hold.subject AND b.window_start = hold.window_start
          AND b.used + b.held + hold.amount <= hold.most;
      EXIT WHEN FOUND;
      IF attempt = 1 THEN
        INSERT INTO quota_buckets (workspace_id, rule_id, subject, window_start)
          VALUES (new_job->>'workspace_id', hold.rule_id, hold.subject, hold.window_start)
          ON CONFLICT DO NOTHING;
      ELSE
        SELECT * INTO bucket FROM quota_buckets b
          WHERE b.workspace_id = new_job->>'workspace_id' AND b.rule_id = hold.rule_id
            AND b.subject = hold.subject AND b.window_start = hold.window_start;
        RAISE EXCEPTION 'hold refused' USING ERRCODE = 'RM001', DETAIL = jsonb_build_object(
          'rule_id', hold.rule_id, 'used', bucket.used::text, 'held', bucket.held::text,
          'limit', hold.most::text)::text;
      END IF;
    END LOOP;
    INSERT INTO holds (generation_id, workspace_id, rule_id, subject, window_start, metric, amount, created_at)
      VALUES ((new_job->>'generation_id')::uuid, new_job->>'workspace_id', hold.rule_id, hold.subject,
              hold.window_start, hold.metric, hold.amount, (new_job->>'created_at')::timestamptz);
  END LOOP;
END
$$;
--> statement-breakpoint
-- The upstream accepted. Answers accepted (now), again (known already), closed (its outcome is known) or missing.
-- A provider job that belongs to another generation raises unique_violation.
CREATE FUNCTION accept_generation(the_id uuid, the_provider_job_id text, at timestamptz, first_poll_ms integer)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
BEGIN
  UPDATE jobs SET provider_job_id = the_provider_job_id, state = 'submitted', version = version + 1,
      submitted_at = coalesce(submitted_at, at), outcome_unknown = false, unknown_since = NULL,
      unknown_detail = NULL, lost_at = NULL, failure_kind = NULL, failure_code = NULL, failure_message = NULL,
      next_poll_at = now() + first_poll_ms * interval '1 millisecond', poll_attempts = 0,
      lease_owner = NULL, lease_until = NULL
    WHERE generation_id = the_id AND provider_job_id IS NULL AND state IN ('held', 'lost')
    RETURNING * INTO job;
  IF FOUND THEN
    PERFORM enqueue_generation(job);
    RETURN 'accepted';
  END IF;
  SELECT * INTO job FROM jobs WHERE generation_id = the_id;
  IF NOT FOUND THEN
    RETURN 'missing';
  END IF;
  RETURN CASE WHEN job.provider_job_id = the_provider_job_id THEN 'again' ELSE 'closed' END;
END
$$;
--> statement-breakpoint
-- Closes what a generation still holds: captured with its actual amounts by metric (what is not named keeps the
-- held amount; in_flight ends at nothing), or released whole.
CREATE FUNCTION close_holds(the_id uuid, how text, actual jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  hold holds;
  taken numeric;
BEGIN
  FOR hold IN
    SELECT * FROM holds h WHERE h.generation_id = the_id AND h.state = 'open'
    ORDER BY h.rule_id, h.subject, h.window_start FOR UPDATE
  LOOP
    taken := CASE
      WHEN how = 'release' OR hold.metric = 'in_flight' THEN 0
      ELSE coalesce((actual->>hold.metric)::numeric, hold.amount) END;
    UPDATE quota_buckets b SET held = b.held - hold.amount, used = b.used + taken
      WHERE b.workspace_id = hold.workspace_id AND b.rule_id = hold.rule_id
        AND b.subject = hold.subject AND b.window_start = hold.window_start;
    UPDATE holds h SET captured = taken, closed_at = now(),
        state = CASE WHEN how = 'release' THEN 'released' ELSE 'captured' END
      WHERE h.generation_id = hold.generation_id AND h.rule_id = hold.rule_id;
  END LOOP;
END
$$;
--> statement-breakpoint
-- Writes what a settlement decided on the version it read. Answers the new version, or null when somebody else
-- wrote first: read again and decide again. `how` closes the holds (capture, release) or leaves them (null).
-- `loud` rows travel to ClickHouse; a quiet write (progress) keeps the version's facts at home.
CREATE FUNCTION settle_generation(the_id uuid, read_version integer, patch jsonb, next_poll_ms integer, how text,
  actual jsonb, loud boolean) RETURNS integer LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
  next jobs;
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
      failure_message = next.failure_message,
      next_poll_at = now() + next_poll_ms * interval '1 millisecond',
      lease_owner = NULL, lease_until = NULL
    WHERE generation_id = the_id RETURNING * INTO next;
  IF how IS NOT NULL THEN
    PERFORM close_holds(the_id, how, actual);
  END IF;
  IF loud THEN
    PERFORM enqueue_generation(next);
  END IF;
  RETURN next.version;
END
$$;
--> statement-breakpoint
-- The upstream surely did not accept: nothing was made, nothing is owed. Answers whether it was still open.
CREATE FUNCTION refuse_generation(the_id uuid, kind text, code text, message text, reporting_currency text)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
BEGIN
  UPDATE jobs SET state = 'failed', version = version + 1, outcome_unknown = false, unknown_since = NULL,
      unknown_detail = NULL, finished_at = now(), settled_at = now(), cost = 0,
      currency = coalesce(currency, reporting_currency), cost_basis = 'rate_card', unpriced_reason = NULL,
      price_id = NULL, price_unit = NULL, units = NULL, unit_amount = NULL,
      failure_kind = kind, failure_code = code, failure_message = message, next_poll_at = NULL
    WHERE generation_id = the_id AND state = 'held' AND provider_job_id IS NULL
    RETURNING * INTO job;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM close_holds(the_id, 'release', NULL);
  PERFORM enqueue_generation(job);
  RETURN true;
END
$$;
--> statement-breakpoint
-- Takes back an admission whose answer never reached us, and which therefore was never forwarded.
CREATE FUNCTION withdraw_generation(the_id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM jobs WHERE generation_id = the_id AND state = 'held' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM close_holds(the_id, 'release', NULL);
  DELETE FROM holds WHERE generation_id = the_id;
  DELETE FROM jobs WHERE generation_id = the_id;
  RETURN true;
END
$$;
--> statement-breakpoint
CREATE FUNCTION note_download(the_id uuid, at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
BEGIN
  UPDATE jobs SET first_downloaded_at = at, version = version + 1
    WHERE generation_id = the_id AND first_downloaded_at IS NULL RETURNING * INTO job;
  IF FOUND THEN
    PERFORM enqueue_generation(job);
  END IF;
END
$$;
--> statement-breakpoint
-- An operator gives up on a lost generation: its holds go back, its cost is unknown for good. Answers what it
-- found: released, already_released, not_lost or not_found.
CREATE FUNCTION release_lost(the_id uuid, the_workspace_id text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
BEGIN
  SELECT * INTO job FROM jobs WHERE generation_id = the_id AND workspace_id = the_workspace_id FOR UPDATE;
  IF NOT FOUND THEN
    RETURN 'not_found';
  ELSIF job.state <> 'lost' THEN
    RETURN 'not_lost';
  ELSIF job.settled_at IS NOT NULL THEN
    RETURN 'already_released';
  END IF;
  UPDATE jobs SET version = version + 1, settled_at = now(), cost = NULL, cost_basis = 'unpriced',
      unpriced_reason = 'units_unknown', price_id = NULL, price_unit = NULL, units = NULL, unit_amount = NULL
    WHERE generation_id = the_id RETURNING * INTO job;
  PERFORM close_holds(the_id, 'release', NULL);
  PERFORM enqueue_generation(job);
  RETURN 'released';
END
$$;
