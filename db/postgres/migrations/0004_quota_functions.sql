-- Quotas: admission of several creates in one transaction, and the closing of what they hold. Lock order everywhere:
-- a job's row, then buckets by (workspace, family, subject, window), then grants by (workspace, user, expiry, id).

-- What leaves a rolling window stops counting there, captured or still open. The bucket's row is locked by the caller.
CREATE FUNCTION age_bucket(the_workspace text, the_family text, the_subject text, oldest timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  gone record;
BEGIN
  WITH aged AS (
    UPDATE holds h SET aged = true
      WHERE h.workspace_id = the_workspace AND h.family = the_family AND h.subject = the_subject
        AND h.rolling_seconds IS NOT NULL AND NOT h.aged AND h.created_at <= oldest
      RETURNING h.state, h.amount, coalesce(h.captured, 0) AS captured, h.overrun)
  SELECT coalesce(sum(captured) FILTER (WHERE state <> 'open'), 0) AS used,
      coalesce(sum(amount) FILTER (WHERE state = 'open'), 0) AS held,
      coalesce(sum(overrun), 0) AS overrun
    INTO gone FROM aged;
  IF gone.used <> 0 OR gone.held <> 0 OR gone.overrun <> 0 THEN
    UPDATE quota_buckets b SET used = b.used - gone.used, held = b.held - gone.held,
        overrun = b.overrun - gone.overrun
      WHERE b.workspace_id = the_workspace AND b.family = the_family AND b.subject = the_subject;
  END IF;
END
$$;
--> statement-breakpoint
-- Each {workspace_id, rule_id, user_id, mode}. Written at the end of a batch in one order: creates that meet in no
-- bucket may meet in a user's hits.
CREATE FUNCTION note_quota_hits(noted jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO quota_hits AS q (workspace_id, rule_id, day, user_id, mode, hits, last_at)
    SELECT h.workspace_id, h.rule_id, (now() AT TIME ZONE 'UTC')::date, h.user_id, h.mode, count(*), now()
      FROM jsonb_to_recordset(noted) AS h(workspace_id text, rule_id uuid, user_id text, mode text)
      GROUP BY 1, 2, 4, 5 ORDER BY 1, 2, 4, 5
    ON CONFLICT (workspace_id, rule_id, day, user_id, mode)
    DO UPDATE SET hits = q.hits + excluded.hits, last_at = excluded.last_at
$$;
--> statement-breakpoint
-- The most GPU time (in seconds) that a job of this length took on this model, or null when none was seen.
CREATE FUNCTION expected_gpu_seconds(the_upstream uuid, the_model text, video_seconds numeric) RETURNS numeric
LANGUAGE sql STABLE AS $$
  SELECT round(p.ms_per_second * video_seconds / 1000, 9) FROM gpu_peaks p
    WHERE p.upstream_id = the_upstream AND p.model = the_model AND video_seconds IS NOT NULL
$$;
--> statement-breakpoint
-- A create's holds as rows, in lock order.
CREATE FUNCTION wanted_holds(item jsonb) RETURNS TABLE (family text, subject text, window_start timestamptz,
  metric text, rule_id uuid, most numeric, amount numeric, rolling_seconds integer, grant_user text, watching jsonb)
LANGUAGE sql STABLE AS $$
  SELECT h.family, h.subject, h.window_start, h.metric, h.rule_id, h.most, h.amount, h.rolling_seconds, h.grant_user,
      coalesce(h.watching, '[]')
    FROM jsonb_to_recordset(item->'holds') AS h(family text, subject text, window_start timestamptz, metric text,
      rule_id uuid, most numeric, amount numeric, rolling_seconds integer, grant_user text, watching jsonb)
    ORDER BY h.family COLLATE "C", h.subject COLLATE "C", h.window_start
$$;
--> statement-breakpoint
-- A user's grants for a metric among those that are locked, earliest expiry first. One that came in since can't be
-- drawn yet: nobody holds its lock.
CREATE FUNCTION active_grants(locked uuid[], the_workspace text, the_user text, the_metric text) RETURNS SETOF grants
LANGUAGE sql STABLE AS $$
  SELECT * FROM grants g
    WHERE g.id = ANY (locked) AND g.workspace_id = the_workspace AND g.user_id = the_user AND g.metric = the_metric
    ORDER BY g.expires_at, g.id
$$;
--> statement-breakpoint
CREATE FUNCTION quota_hit(job jobs, the_rule uuid, the_mode text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'workspace_id', job.workspace_id, 'rule_id', the_rule, 'user_id', job.user_id, 'mode', the_mode)
$$;
--> statement-breakpoint
CREATE FUNCTION repeat_of(claim idempotency_keys, body_sha256 text) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object('kind', 'repeat', 'same_body', encode(claim.body_sha256, 'hex') = body_sha256,
    'generation_id', claim.generation_id, 'status', claim.status, 'answer_type', claim.answer_type,
    'answer_body', encode(claim.answer_body, 'base64'))
$$;
--> statement-breakpoint
-- One create whose buckets and grants are locked: a repeat of an idempotent call, a refusal that names the rule which
-- binds, or the job's row with all its holds. A hold that does not fit is refused, never shrunk; what a window lacks
-- may come out of the user's grants, and then counts in none of the user's windows. `hits`: rules that refused, or
-- would have.
CREATE FUNCTION admit_one(item jsonb, locked_grants uuid[]) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  new_job jobs := jsonb_populate_record(NULL::jobs, item->'job');
  claim idempotency_keys;
  hold record;
  bucket quota_buckets;
  credit grants;
  watcher record;
  amounts numeric[] := '{}';
  befores numeric[] := '{}';
  missing numeric;
  needed jsonb := '{}';
  gpu_seconds numeric;
  part numeric;
  rest numeric;
  place integer;
  exceeded jsonb := '[]';
  hits jsonb := '[]';
  states jsonb := '[]';
BEGIN
  IF EXISTS (SELECT 1 FROM jobs j WHERE j.generation_id = new_job.generation_id) THEN
    RETURN jsonb_build_object('kind', 'admitted', 'states', states, 'exceeded', exceeded, 'granted', needed);
  END IF;

  IF item->'idempotency' IS NOT NULL AND item->'idempotency' <> 'null' THEN
    DELETE FROM idempotency_keys k WHERE k.workspace_id = new_job.workspace_id
      AND k.scope = item->'idempotency'->>'scope' AND k.key = item->'idempotency'->>'key'
      AND k.created_at < now() - interval '24 hours';
    SELECT * INTO claim FROM idempotency_keys k WHERE k.workspace_id = new_job.workspace_id
      AND k.scope = item->'idempotency'->>'scope' AND k.key = item->'idempotency'->>'key';
    IF FOUND THEN
      RETURN repeat_of(claim, item->'idempotency'->>'body_sha256');
    END IF;
  END IF;

  -- GPU time that nobody has seen yet takes the whole of the tightest limit, so that such jobs run one by one.
  gpu_seconds := coalesce(
    expected_gpu_seconds(new_job.upstream_id, new_job.model, new_job.requested_seconds),
    (SELECT min(w.most) FROM wanted_holds(item) w WHERE w.metric = 'gpu_seconds'), 0);

  -- Does everything fit? The first bucket in lock order that does not is the one that binds.
  FOR hold IN SELECT * FROM wanted_holds(item) LOOP
    SELECT * INTO bucket FROM quota_buckets b WHERE b.workspace_id = new_job.workspace_id
      AND b.family = hold.family AND b.subject = hold.subject AND b.window_start = hold.window_start;
    part := coalesce(hold.amount, gpu_seconds);
    amounts := amounts || part;
    befores := befores || (bucket.used + bucket.held);
    -- What takes nothing fits even where a lowered limit is passed already.
    missing := CASE WHEN hold.most IS NULL THEN 0
      ELSE least(part, part - (hold.most - bucket.used - bucket.held)) END;
    IF missing > 0 THEN
      IF hold.grant_user IS NULL OR missing > (
          SELECT coalesce(sum(g.amount - g.used - g.held), 0) FROM active_grants(
            locked_grants, new_job.workspace_id, hold.grant_user, hold.metric) g) THEN
        RETURN jsonb_build_object('kind', 'refused', 'family', hold.family, 'subject', hold.subject,
          'rule_id', hold.rule_id, 'used', bucket.used::text, 'held', bucket.held::text,
          'limit', hold.most::text, 'amount', part::text,
          'hits', jsonb_build_array(quota_hit(new_job, hold.rule_id, 'block')), 'oldest_ms', (
            SELECT round(extract(epoch FROM min(h.created_at)) * 1000) FROM holds h
              WHERE h.workspace_id = new_job.workspace_id AND h.family = hold.family AND h.subject = hold.subject
                AND h.rolling_seconds IS NOT NULL AND NOT h.aged AND (h.state = 'open' OR h.captured > 0)));
      END IF;
      needed := needed || jsonb_build_object(
        hold.metric, greatest(missing, coalesce((needed->>hold.metric)::numeric, 0)));
    END IF;
  END LOOP;

  IF item->'idempotency' IS NOT NULL AND item->'idempotency' <> 'null' THEN
    INSERT INTO idempotency_keys (workspace_id, scope, key, body_sha256, generation_id)
      VALUES (new_job.workspace_id, item->'idempotency'->>'scope', item->'idempotency'->>'key',
              decode(item->'idempotency'->>'body_sha256', 'hex'), new_job.generation_id)
      ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
      SELECT * INTO claim FROM idempotency_keys k WHERE k.workspace_id = new_job.workspace_id
        AND k.scope = item->'idempotency'->>'scope' AND k.key = item->'idempotency'->>'key';
      RETURN repeat_of(claim, item->'idempotency'->>'body_sha256');
    END IF;
  END IF;

  INSERT INTO jobs (generation_id, workspace_id, upstream_id, upstream, provider, key_id, instance_id, operation,
      state, source_provider_job_id, feature, surface, customer, user_id, region, platform, plan, tags, model,
      resolution, requested_seconds, audio, dimensions, prompt_hash, prompt, created_at, estimate, cost, currency,
      cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount)
    VALUES (new_job.generation_id, new_job.workspace_id, new_job.upstream_id, new_job.upstream, new_job.provider,
      new_job.key_id, new_job.instance_id, new_job.operation, 'held', new_job.source_provider_job_id,
      new_job.feature, new_job.surface, new_job.customer, new_job.user_id, new_job.region, new_job.platform,
      new_job.plan, new_job.tags, new_job.model, new_job.resolution, new_job.requested_seconds, new_job.audio,
      new_job.dimensions, new_job.prompt_hash, new_job.prompt, new_job.created_at, new_job.estimate, new_job.cost,
      new_job.currency, new_job.cost_basis, new_job.unpriced_reason, new_job.price_id, new_job.price_unit,
      new_job.units, new_job.unit_amount);

  place := 0;
  FOR hold IN SELECT * FROM wanted_holds(item) LOOP
    place := place + 1;
    rest := CASE WHEN hold.grant_user IS NULL THEN 0 ELSE coalesce((needed->>hold.metric)::numeric, 0) END;
    part := amounts[place] - rest;
    UPDATE quota_buckets b SET held = b.held + part,
        most = greatest(b.most, coalesce(hold.most, b.used + b.held + part))
      WHERE b.workspace_id = new_job.workspace_id AND b.family = hold.family
        AND b.subject = hold.subject AND b.window_start = hold.window_start
      RETURNING * INTO bucket;
    INSERT INTO holds (generation_id, workspace_id, family, subject, window_start, metric, rule_id, amount, granted,
        rolling_seconds, created_at)
      VALUES (new_job.generation_id, new_job.workspace_id, hold.family, hold.subject, hold.window_start, hold.metric,
        hold.rule_id, part, rest, hold.rolling_seconds, new_job.created_at);
    states := states || jsonb_build_object('used', bucket.used::text, 'held', bucket.held::text);
    FOR watcher IN
      SELECT (w->>'rule_id')::uuid AS rule_id, w->>'mode' AS mode FROM jsonb_array_elements(hold.watching) w
        WHERE befores[place] + amounts[place] > (w->>'most')::numeric
    LOOP
      hits := hits || quota_hit(new_job, watcher.rule_id, watcher.mode);
      exceeded := exceeded || to_jsonb(watcher.rule_id);
    END LOOP;
  END LOOP;

  FOR hold IN SELECT DISTINCT w.metric, w.grant_user FROM wanted_holds(item) w
      WHERE w.grant_user IS NOT NULL AND needed ? w.metric ORDER BY 1
  LOOP
    rest := (needed->>hold.metric)::numeric;
    place := 0;
    FOR credit IN SELECT * FROM active_grants(
      locked_grants, new_job.workspace_id, hold.grant_user, hold.metric)
    LOOP
      EXIT WHEN rest <= 0;
      part := least(rest, credit.amount - credit.used - credit.held);
      CONTINUE WHEN part <= 0;
      place := place + 1;
      UPDATE grants g SET held = g.held + part WHERE g.id = credit.id;
      INSERT INTO grant_uses (generation_id, grant_id, metric, position, amount)
        VALUES (new_job.generation_id, credit.id, hold.metric, place, part);
      rest := rest - part;
    END LOOP;
  END LOOP;
  RETURN jsonb_build_object(
    'kind', 'admitted', 'states', states, 'exceeded', exceeded, 'granted', needed, 'hits', hits);
END
$$;
--> statement-breakpoint
-- Decides about several creates in one transaction: each {job, holds, idempotency}; answers one result for each, in
-- the order given. Buckets that all of them want are locked once, whatever the number of creates, so that a rule that
-- everyone shares costs one lock and one commit for the whole batch.
CREATE FUNCTION admit_generations(batch jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE
  entry record;
  locked_grants uuid[] := '{}';
  results jsonb := '{}';
BEGIN
  IF EXISTS (SELECT 1 FROM jsonb_array_elements(batch) i WHERE jsonb_array_length(i->'holds') > 0) THEN
    -- One by one, each by its key: a join with what JSON holds would be planned without knowing how little that is.
    FOR entry IN
      SELECT DISTINCT i->'job'->>'workspace_id' AS workspace_id, w.family, w.subject, w.window_start
        FROM jsonb_array_elements(batch) i, wanted_holds(i) w ORDER BY 1, 2, 3, 4
    LOOP
      PERFORM 1 FROM quota_buckets b WHERE b.workspace_id = entry.workspace_id AND b.family = entry.family
        AND b.subject = entry.subject AND b.window_start = entry.window_start FOR UPDATE;
      IF NOT FOUND THEN
        INSERT INTO quota_buckets (workspace_id, family, subject, window_start)
          VALUES (entry.workspace_id, entry.family, entry.subject, entry.window_start) ON CONFLICT DO NOTHING;
        PERFORM 1 FROM quota_buckets b WHERE b.workspace_id = entry.workspace_id AND b.family = entry.family
          AND b.subject = entry.subject AND b.window_start = entry.window_start FOR UPDATE;
      END IF;
    END LOOP;
    FOR entry IN
      SELECT DISTINCT i->'job'->>'workspace_id' AS workspace_id, w.grant_user
        FROM jsonb_array_elements(batch) i, wanted_holds(i) w WHERE w.grant_user IS NOT NULL ORDER BY 1, 2
    LOOP
      locked_grants := locked_grants || ARRAY(
        SELECT g.id FROM grants g WHERE g.workspace_id = entry.workspace_id AND g.user_id = entry.grant_user
          AND g.revoked_at IS NULL AND g.expires_at > now() ORDER BY g.expires_at, g.id FOR UPDATE);
    END LOOP;
    FOR entry IN
      SELECT i->'job'->>'workspace_id' AS workspace_id, w.family, w.subject,
          max((i->'job'->>'created_at')::timestamptz - w.rolling_seconds * interval '1 second') AS oldest
        FROM jsonb_array_elements(batch) i, wanted_holds(i) w WHERE w.rolling_seconds IS NOT NULL
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    LOOP
      PERFORM age_bucket(entry.workspace_id, entry.family, entry.subject, entry.oldest);
    END LOOP;
  END IF;
  -- Idempotency keys are claimed in one order everywhere, so that no two batches wait for each other's.
  FOR entry IN
    SELECT i.value AS item, i.ordinality AS place FROM jsonb_array_elements(batch) WITH ORDINALITY i
      ORDER BY i.value->'job'->>'workspace_id', i.value->'idempotency'->>'scope', i.value->'idempotency'->>'key', 2
  LOOP
    results := results || jsonb_build_object(entry.place::text, admit_one(entry.item, locked_grants));
  END LOOP;
  PERFORM note_quota_hits((SELECT jsonb_agg(h) FROM jsonb_each(results) r, jsonb_array_elements(r.value->'hits') h));
  RETURN (SELECT coalesce(jsonb_agg(r.value - 'hits' ORDER BY r.key::integer), '[]') FROM jsonb_each(results) r);
END
$$;
--> statement-breakpoint
DROP FUNCTION admit_generation(jsonb, jsonb);
--> statement-breakpoint
-- What each grant that a generation drew from can pay: what it holds for it; once it gave some of that back, that only
-- while nobody else has drawn it.
CREATE FUNCTION payable_uses(the_id uuid) RETURNS TABLE (grant_id uuid, metric text, "position" integer,
  amount numeric, captured numeric, payable numeric)
LANGUAGE sql STABLE AS $$
  SELECT u.grant_id, u.metric, u.position, u.amount, u.captured, CASE WHEN u.captured IS NULL THEN u.amount
      ELSE least(u.amount, u.captured + greatest(g.amount - g.used - g.held, 0)) END
    FROM grant_uses u JOIN grants g ON g.id = u.grant_id WHERE u.generation_id = the_id
$$;
--> statement-breakpoint
-- Closes, or corrects, what a generation holds. `actual`: amounts by metric; what is not named keeps the amount that
-- was held; in_flight ends at nothing. The window's part is used first, then the grants in the order they were drawn;
-- a correction gives back in the reverse order. More than was held, or than an earlier close left of it, is taken
-- truthfully and noted as overrun.
CREATE OR REPLACE FUNCTION close_holds(the_id uuid, how text, actual jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  hold holds;
  use record;
  total numeric;
  payable numeric;
  taken numeric;
  over numeric;
BEGIN
  PERFORM 1 FROM quota_buckets b JOIN holds h ON h.workspace_id = b.workspace_id AND h.family = b.family
      AND h.subject = b.subject AND h.window_start = b.window_start
    WHERE h.generation_id = the_id
    ORDER BY b.workspace_id, b.family, b.subject, b.window_start FOR UPDATE OF b;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  PERFORM 1 FROM grants g JOIN grant_uses u ON u.grant_id = g.id WHERE u.generation_id = the_id
    ORDER BY g.workspace_id, g.user_id, g.expires_at, g.id FOR UPDATE OF g;
  IF how = 'capture' AND EXISTS (SELECT 1 FROM holds h WHERE h.generation_id = the_id AND h.state = 'released') THEN
    -- Given back before its outcome was known: all of it counts in the windows, beyond what is set aside.
    DELETE FROM grant_uses u WHERE u.generation_id = the_id;
    UPDATE holds h SET amount = h.amount + h.granted, granted = 0 WHERE h.generation_id = the_id;
  END IF;
  FOR hold IN
    SELECT * FROM holds h WHERE h.generation_id = the_id ORDER BY h.family, h.subject, h.window_start FOR UPDATE
  LOOP
    total := CASE
      WHEN how = 'release' OR hold.metric = 'in_flight' THEN 0
      ELSE coalesce((actual->>hold.metric)::numeric, hold.amount + hold.granted) END;
    payable := CASE WHEN hold.granted = 0 THEN 0
      ELSE (SELECT coalesce(sum(u.payable), 0) FROM payable_uses(the_id) u WHERE u.metric = hold.metric) END;
    taken := least(total, hold.amount) + greatest(total - hold.amount - payable, 0);
    -- What is set aside shrinks to what was taken: others may have been let in on the rest.
    over := taken - least(taken, coalesce(hold.captured, hold.amount) - hold.overrun);
    IF NOT hold.aged THEN
      UPDATE quota_buckets b SET used = b.used + taken - coalesce(hold.captured, 0),
          held = b.held - CASE WHEN hold.state = 'open' THEN hold.amount ELSE 0 END,
          overrun = b.overrun + over - hold.overrun
        WHERE b.workspace_id = hold.workspace_id AND b.family = hold.family
          AND b.subject = hold.subject AND b.window_start = hold.window_start;
    END IF;
    UPDATE holds h SET captured = taken, overrun = over, closed_at = coalesce(h.closed_at, now()),
        state = CASE WHEN how = 'release' THEN 'released' ELSE 'captured' END
      WHERE h.generation_id = hold.generation_id AND h.family = hold.family;
  END LOOP;
  FOR use IN
    SELECT u.*, h.amount AS of_window, h.granted AS of_grants,
        coalesce(sum(u.payable) OVER (PARTITION BY u.metric ORDER BY u.position
          ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
      FROM payable_uses(the_id) u JOIN LATERAL (
        SELECT o.amount, o.granted FROM holds o
          WHERE o.generation_id = the_id AND o.metric = u.metric AND o.granted > 0
          LIMIT 1) h ON true
      ORDER BY u.metric, u.position
  LOOP
    total := CASE WHEN how = 'release' THEN 0
      ELSE coalesce((actual->>use.metric)::numeric, use.of_window + use.of_grants) END;
    taken := least(greatest(total - use.of_window - use.before, 0), use.payable);
    UPDATE grants g SET used = g.used + taken - coalesce(use.captured, 0),
        held = g.held - CASE WHEN use.captured IS NULL THEN use.amount ELSE 0 END
      WHERE g.id = use.grant_id;
    UPDATE grant_uses u SET captured = taken WHERE u.generation_id = the_id AND u.grant_id = use.grant_id;
  END LOOP;
END
$$;
--> statement-breakpoint
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
--> statement-breakpoint
-- As before; and a lost job that an operator released has an outcome to come again.
CREATE OR REPLACE FUNCTION accept_generation(the_id uuid, the_provider_job_id text, at timestamptz, first_poll_ms integer)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  job jobs;
BEGIN
  UPDATE jobs SET provider_job_id = the_provider_job_id, state = 'submitted', version = version + 1,
      submitted_at = coalesce(submitted_at, at), outcome_unknown = false, unknown_since = NULL,
      unknown_detail = NULL, lost_at = NULL, settled_at = NULL, failure_kind = NULL, failure_code = NULL,
      failure_message = NULL,
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
CREATE OR REPLACE FUNCTION withdraw_generation(the_id uuid) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM jobs WHERE generation_id = the_id AND state = 'held' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  PERFORM close_holds(the_id, 'release', NULL);
  DELETE FROM grant_uses WHERE generation_id = the_id;
  DELETE FROM holds WHERE generation_id = the_id;
  DELETE FROM idempotency_keys WHERE generation_id = the_id;
  DELETE FROM jobs WHERE generation_id = the_id;
  RETURN true;
END
$$;
