ALTER TABLE "jobs" ADD COLUMN "downloads_pass" boolean DEFAULT true NOT NULL;
--> statement-breakpoint
-- As before, and the job's row says whether its clip can be fetched through here.
-- One create whose buckets and grants are locked: a repeat of an idempotent call, a refusal that names the rule which
-- binds, or the job's row with all its holds. A hold that does not fit is refused, never shrunk; what a window lacks
-- may come out of the user's grants, and then counts in none of the user's windows. `hits`: rules that refused, or
-- would have.
CREATE OR REPLACE FUNCTION admit_one(item jsonb, locked_grants uuid[]) RETURNS jsonb LANGUAGE plpgsql AS $$
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
      cost_basis, unpriced_reason, price_id, price_unit, units, unit_amount, downloads_pass)
    VALUES (new_job.generation_id, new_job.workspace_id, new_job.upstream_id, new_job.upstream, new_job.provider,
      new_job.key_id, new_job.instance_id, new_job.operation, 'held', new_job.source_provider_job_id,
      new_job.feature, new_job.surface, new_job.customer, new_job.user_id, new_job.region, new_job.platform,
      new_job.plan, new_job.tags, new_job.model, new_job.resolution, new_job.requested_seconds, new_job.audio,
      new_job.dimensions, new_job.prompt_hash, new_job.prompt, new_job.created_at, new_job.estimate, new_job.cost,
      new_job.currency, new_job.cost_basis, new_job.unpriced_reason, new_job.price_id, new_job.price_unit,
      new_job.units, new_job.unit_amount, coalesce(new_job.downloads_pass, true));

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
