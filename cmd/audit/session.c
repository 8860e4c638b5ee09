/* SPDX-License-Identifier: BSD-2-Clause */
#include "session.h"

#include <stdlib.h>
#include <string.h>

#include "aws/redact.h"
#include "cli/program.h"
#include "command/ask.h"
#include "command/messages.h"
#include "command/targets.h"
#include "credentials/sts.h"

/* One target of a session_set. */
struct session {
	struct session_set *set;
	struct place *place;
	struct targets alone;	/* a set with only this target */
	struct buf account, name;
	struct buf doubt;	/* why `account` is uncertain; else empty */
	bool failed;		/* the target cannot be asked */
	bool asked;		/* `identify` has asked for `account` */
	bool identified;	/* GetCallerIdentity gave `account` */
	struct buf why;		/* error of GetCallerIdentity, or empty */
};

struct session_set {
	struct settings settings;
	struct wanted wanted;
	struct targets targets;
	struct messages messages;	/* prints remarks and traces */
	struct session *list;
};

static int check_wanted(struct session_set *s, bool one_profile,
			struct err *err)
{
	if (wanted_find(&s->wanted, &s->settings, err))
		return -1;
	if (one_profile && s->wanted.profiles.len > 1)
		return err_usage(err, "--profile: a product code belongs to "
				 "one account: give one profile, or "
				 "--audits");
	return 0;
}

static void introduce_place(const struct session *s)
{
	const struct place *p = s->place;
	struct buf text = { 0 };

	buf_printf(&text, "endpoint %s (%s), region %s, signature version "
		   "%ld, credentials from %s", buf_str(&p->endpoint.text),
		   p->endpoint.from, buf_str(&p->endpoint.region),
		   s->set->settings.signature_version,
		   buf_str(&p->login->identity.cred.source));
	session_remark(s, buf_str(&text));
	buf_release(&text);
}

static int split_targets(struct session_set *s, struct err *err)
{
	s->list = calloc(s->targets.len + 1, sizeof(*s->list));
	if (!s->list)
		return err_memory(err);
	for (size_t i = 0; i < s->targets.len; i++) {
		struct session *one = &s->list[i];

		one->set = s;
		one->place = s->targets.places[i];
		one->alone = s->targets;
		one->alone.places += i;
		one->alone.list += i;
		one->alone.len = 1;
		if (s->targets.profiles)
			buf_printf(&one->name, "%s ",
				   targets_profile(one->place));
		buf_puts(&one->name, session_region(one));
		introduce_place(one);
	}
	return 0;
}

int session_open(struct session_set **out, const char *name,
		 const struct settings *settings, bool attempts_given,
		 bool one_profile, struct err *err)
{
	struct session_set *s = calloc(1, sizeof(*s));
	struct targets_plan plan = {
		.attempts_given = settings->env_max_attempts || attempts_given,
		.api_version = settings->api_version ? settings->api_version
						     : EC2_API_VERSION,
		.extras = { .optional = EXTRAS_PAGE },
		.complain = messages_complain,
	};

	if (!s)
		return err_memory(err);
	s->settings = *settings;
	s->messages = (struct messages){ .name = name,
					 .settings = &s->settings,
					 .targets = &s->targets };
	plan.settings = &s->settings;
	plan.notes = (struct login_notes){ messages_remark, &s->messages };
	if (check_wanted(s, one_profile, err) ||
	    targets_open(&s->targets, &s->wanted, &plan, err) ||
	    split_targets(s, err)) {
		session_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void session_close(struct session_set *s)
{
	if (!s)
		return;
	for (size_t i = 0; i < s->targets.len && s->list; i++) {
		buf_release(&s->list[i].account);
		buf_release(&s->list[i].doubt);
		buf_release(&s->list[i].why);
		buf_release(&s->list[i].name);
	}
	free(s->list);
	targets_release(&s->targets);
	wanted_release(&s->wanted);
	messages_release(&s->messages);
	free(s);
}

size_t session_count(const struct session_set *s)
{
	return s ? s->targets.len : 0;
}

struct session *session_get(const struct session_set *s, size_t i)
{
	return &s->list[i];
}

bool session_has_many(const struct session_set *s)
{
	return wanted_many(&s->wanted);
}

bool session_is_partial(const struct session_set *s)
{
	return s->targets.partial;
}

/* Runs one job for each value, or one job if there are no values. */
static int ask_target(struct session *s, const struct session_question *q,
		      const struct targets *targets, struct err *err)
{
	const struct opt options[] = {
		{ .name = "value", .value = "VALUE", .param = q->each,
		  .use = OPT_EACH },
		OPT_END
	};
	const struct opt_spec spec = { .options = options };
	struct opt_args args = { .len = q->count };
	const struct job_plan plan = { .args = &args, .spec = &spec,
				       .defaults = q->params, .fd = -1 };
	const struct api_sink sink = { .row = q->row, .done = q->done,
				       .ctx = q->ctx };
	struct ask ask = {
		.targets = targets, .args = &args, .sink = &sink,
		.input = -1,
		.exchange = {
			.call = q->call, .note = messages_note,
			.trace = s->set->settings.debug ? messages_trace : NULL,
			.ctx = &s->set->messages,
		},
		.under_way_max = (int)s->set->settings.jobs,
		.stop = program_stop(),
	};
	int rc;

	args.given = calloc(q->count + 1, sizeof(*args.given));
	if (!args.given)
		return err_memory(err);
	for (size_t i = 0; i < q->count; i++)
		args.given[i] = (struct opt_given){ options, q->values[i] };
	rc = job_source_new(&ask.jobs, &plan, err);
	s->set->messages.jobs = ask.jobs;
	if (!rc)
		rc = ask_run(&ask, err);
	s->set->messages.jobs = NULL;
	job_source_free(ask.jobs);
	free(args.given);
	return rc || !*program_stop() ? rc : err_set(err, "interrupted");
}

int session_ask(struct session *s, const struct session_question *q,
		struct err *err)
{
	return ask_target(s, q, &s->alone, err);
}

static const struct row identity_rows[] = {
	{ "", .columns = COLUMNS(COLUMN("Account", PATH("Account"))) },
	ROW_END
};

static const struct exchange_call identity_call = {
	.action = "GetCallerIdentity", .items = "GetCallerIdentityResult",
	.rows = identity_rows,
};

struct caller {
	struct session *session;
	struct err *why;
};

static int on_caller(void *ctx, const struct row *row,
		     const struct cell *cells, size_t count, struct err *err)
{
	struct caller *c = ctx;

	buf_clear(&c->session->account);
	if (cells->len <= 32)
		buf_append(&c->session->account, cells->text, cells->len);
	c->session->identified = c->session->account.len != 0;
	return buf_check(&c->session->account, "account", err);
}

static int on_caller_done(void *ctx, const struct job *job,
			  const struct exchange_result *result, struct err *err)
{
	struct caller *c = ctx;
	struct buf text = { 0 };

	if (result->failed) {
		session_words(c->session, job, result, &text, c->why);
		err_set(c->why, "GetCallerIdentity: %s", buf_str(&text));
		buf_release(&text);
	}
	return 0;
}

/* Finds the endpoint of STS.  It is the endpoint of EC2 if the user gave --url.
 * It is also the endpoint of EC2 if the cloud is not Amazon's and
 * AWS_ENDPOINT_URL_STS is unset. */
static int open_sts(const struct session *s, struct sts_target *sts,
		    struct err *err)
{
	struct login *login = s->place->login;
	struct settings settings = login->settings;
	const struct provider p = {
		.settings = &settings, .files = login->files,
		.region = session_region(s),
		.clock_off = &s->place->target.service.clock_off,
	};

	if (settings.url || (!endpoint_is_amazon(&s->place->endpoint) &&
			     !settings.env_endpoint_sts))
		settings.env_endpoint_sts = session_endpoint(s);
	return sts_target_open(sts, &p, &login->identity.cred, err);
}

static int ask_sts(struct session *s, const struct session_question *q,
		   struct err *err)
{
	struct sts_target sts = { .http = NULL };
	struct target *target = &sts.target;
	struct targets alone = s->alone;
	int rc = open_sts(s, &sts, err);

	alone.list = &target;
	alone.http = sts.http;
	if (!rc)
		rc = ask_target(s, q, &alone, err);
	sts_target_release(&sts);
	return rc;
}

/* Asks a target for its account only once, and remembers a failure.  So the
 * account does not change during the run, and we wait only once for a region
 * that does not answer. */
static void identify(struct session *s, struct err *why)
{
	struct caller caller = { s, why };
	const struct session_question q = {
		.call = &identity_call, .row = on_caller,
		.done = on_caller_done, .ctx = &caller,
	};

	*why = (struct err){ .text = "" };
	if (!s->asked) {
		(void)ask_sts(s, &q, why);
		buf_puts(&s->why, why->text);
	} else if (s->why.len) {
		(void)err_set(why, "%s", buf_str(&s->why));
	}
	s->asked = true;
}

/* Returns another target that has the same credentials and a known account, or
 * NULL.  S has the same account, although the region of S did not name it.
 * After a signal, the caller ignores the result. */
static const struct session *find_sibling(const struct session *s)
{
	for (size_t i = 0; i < s->set->targets.len; i++) {
		struct session *other = &s->set->list[i];
		struct err why;

		if (other == s || other->place->login != s->place->login)
			continue;
		identify(other, &why);
		if (other->identified || *program_stop())
			return other;
	}
	return NULL;
}

int session_identify(struct session *s, const char *fallback, struct err *err)
{
	const struct session *sibling = NULL;
	struct err why;

	identify(s, &why);
	if (!s->identified && !*program_stop())
		sibling = find_sibling(s);
	if (*program_stop())
		return err_set(err, "interrupted");
	if (s->identified)
		return 0;
	if (sibling) {
		buf_puts(&s->account, buf_str(&sibling->account));
		return buf_check(&s->account, "account", err);
	}
	buf_puts(&s->doubt, why.text[0] ? why.text
					: "GetCallerIdentity names no account");
	buf_puts(&s->account, fallback ? fallback : session_key(s));
	return buf_check(&s->account, "account", err);
}

const char *session_doubt(const struct session *s)
{
	return buf_str(&s->doubt);
}

void session_fail(struct session *s)
{
	s->failed = true;
}

bool session_is_failed(const struct session *s)
{
	return s->failed;
}

const char *session_account(const struct session *s)
{
	return buf_str(&s->account);
}

const char *session_name(const struct session *s)
{
	return buf_str(&s->name);
}

const char *session_region(const struct session *s)
{
	return buf_str(&s->place->endpoint.region);
}

const char *session_key(const struct session *s)
{
	return buf_str(&s->place->login->identity.cred.access_key);
}

const char *session_endpoint(const struct session *s)
{
	return buf_str(&s->place->endpoint.text);
}

void session_words(const struct session *s, const struct job *job,
		   const struct exchange_result *result, struct buf *out,
		   struct err *err)
{
	const struct identity *of = &s->place->login->identity;
	struct buf once = { .secret = true };

	*err = result->err;
	messages_explain(&s->set->messages, s->place, job, result, err);
	redact_text(&once, &of->before, err->text, strlen(err->text));
	redact_text(out, &of->cred, buf_str(&once), once.len);
	buf_release(&once);
}

void session_remark(const struct session *s, const char *text)
{
	if (s->set->settings.verbose)
		program_say(s->set->messages.name, text);
}
