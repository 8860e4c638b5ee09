/* SPDX-License-Identifier: BSD-2-Clause */
#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "aws/attempts.h"
#include "aws/endpoint.h"
#include "aws/profile.h"
#include "aws/redact.h"
#include "cli/program.h"
#include "command/report.h"
#include "credentials/identity.h"
#include "http/http.h"
#include "request/hint.h"

struct session {
	const char *name;
	struct settings settings;
	struct profile *profiles;
	struct endpoint endpoint;
	struct provider provider;
	struct child *child;
	struct identity identity;
	long clock_off;
	bool said_late;
	struct http *http;
	struct report report;	/* for remarks and traces */
	struct buf account;
};

static enum sign_version version_of(const struct session *s)
{
	return s->settings.signature_version == 2 ? SIGN_V2 : SIGN_V4;
}

static int on_renew(void *ctx, struct exchange_run *run, struct err *err)
{
	struct session *s = ctx;
	int rc;

	s->clock_off = run->service.clock_off;
	rc = identity_renew(&s->identity, provider_now(&s->provider), err);
	run->service.clock_off = s->clock_off;
	run->service.signer = s->identity.signer;
	return rc;
}

static int find_credentials(struct session *s, struct err *err)
{
	struct sign_scope scope = {
		.version = version_of(s), .service = "ec2",
		.host = buf_str(&s->endpoint.url.host),
		.path = buf_str(&s->endpoint.url.path),
		.region = buf_str(&s->endpoint.region),
	};

	s->provider = (struct provider){
		.settings = &s->settings, .files = s->profiles,
		.profile = profile_name(s->profiles),
		.named = s->settings.profile,
		.region = buf_str(&s->endpoint.region),
		.stop = program_stop(), .attended = isatty(STDERR_FILENO),
		.child = &s->child, .clock_off = &s->clock_off,
		.said_late = &s->said_late,
		.note = report_remark, .ctx = &s->report,
	};
	return identity_find(&s->identity, &s->provider, &scope, err);
}

static void introduce_target(const struct session *s)
{
	struct buf text = {0};

	buf_printf(&text, "endpoint %s (%s), region %s, signature version "
		   "%ld, credentials from %s", session_endpoint(s),
		   s->endpoint.from, session_region(s),
		   s->settings.signature_version, session_credentials(s));
	session_say(s, false, buf_str(&text));
	buf_release(&text);
}

static int connect_target(struct session *s, struct err *err)
{
	struct settings *set = &s->settings;
	const struct profile_places places = {
		.name = set->profile ? set->profile : set->env_profile,
		.config_file = set->env_config_file,
		.credentials_file = set->env_credentials_file,
		.home = set->env_home,
	};
	struct http_settings http;

	if (profile_new(&s->profiles, &places, err) ||
	    attempts_find(set, s->profiles, set->env_max_attempts != NULL ||
			  set->max_attempts != 5, &set->max_attempts, err) ||
	    endpoint_find(&s->endpoint, set, s->profiles, err) ||
	    endpoint_http(&http, set, s->profiles, &s->endpoint.url, err) ||
	    find_credentials(s, err) || http_new(&s->http, &http, err))
		return -1;
	introduce_target(s);
	return 0;
}

int session_new(struct session **out, const char *name,
		const struct settings *settings, struct err *err)
{
	struct session *s = calloc(1, sizeof(*s));

	if (!s)
		return err_memory(err);
	s->name = name;
	s->settings = *settings;
	s->report = (struct report){
		.name = name, .settings = &s->settings,
		.endpoint = &s->endpoint, .identity = &s->identity,
	};
	cred_init(&s->identity.cred);
	cred_init(&s->identity.before);
	if (connect_target(s, err)) {
		session_free(s);
		return -1;
	}
	*out = s;
	return 0;
}

void session_free(struct session *s)
{
	if (!s)
		return;
	http_free(s->http);
	identity_release(&s->identity);
	child_free(s->child);
	endpoint_release(&s->endpoint);
	profile_free(s->profiles);
	report_release(&s->report);
	buf_release(&s->account);
	free(s);
}

static int run_question(struct session *s, const struct session_question *q,
			const struct query_service *service,
			struct job_source *jobs, struct err *err)
{
	struct api api = {
		.exchange = {
			.call = q->call, .service = *service,
			.renew = service->http == s->http ? on_renew : NULL,
			.renew_ctx = s,
			.attempts_max = (int)s->settings.max_attempts,
			.read_back = true,
			.extras = { .optional = q->call->pages ? EXTRAS_PAGE
							       : 0 },
			.note = report_note,
			.trace = s->settings.debug ? report_trace : NULL,
			.ctx = &s->report,
		},
		.sink = q->sink, .jobs = jobs, .input = -1,
		.under_way_max = (int)s->settings.jobs,
		.stop = program_stop(),
	};
	int rc;

	s->report.jobs = jobs;
	rc = api_run(&api, err);
	s->report.jobs = NULL;
	if (!rc && *program_stop())
		return err_set(err, "interrupted");
	return rc;
}

/* Makes the jobs: one for each value. */
static int ask_service(struct session *s, const struct session_question *q,
		       const struct query_service *service, struct err *err)
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
	struct job_source *jobs = NULL;
	int rc;

	args.given = calloc(q->count + 1, sizeof(*args.given));
	if (!args.given)
		return err_memory(err);
	for (size_t i = 0; i < q->count; i++)
		args.given[i] = (struct opt_given){ options, q->values[i] };
	rc = job_source_new(&jobs, &plan, err);
	if (!rc)
		rc = run_question(s, q, service, jobs, err);
	job_source_free(jobs);
	free(args.given);
	return rc;
}

int session_ask(struct session *s, const struct session_question *q,
		struct err *err)
{
	const struct query_service service = {
		.endpoint = &s->endpoint,
		.api_version = s->settings.api_version
			       ? s->settings.api_version : EC2_API_VERSION,
		.signer = s->identity.signer, .signature = version_of(s),
		.http = s->http, .clock_off = s->clock_off,
	};

	return ask_service(s, q, &service, err);
}

static const struct row identity_rows[] = {
	{ "", .columns = { COLUMN("Account", PATH("Account")) } },
	ROW_END
};

static const struct exchange_call identity_call = {
	.action = "GetCallerIdentity", .items = "GetCallerIdentityResult",
	.rows = identity_rows,
};

/* What comes of the one job. */
struct caller {
	struct session *session;
	struct err *why;
};

static int on_caller_begin(void *ctx, const struct job *job, struct err *err)
{
	return 0;
}

static int on_caller(void *ctx, const struct row *row,
		     const struct cell *cells, size_t count, struct err *err)
{
	struct caller *c = ctx;

	buf_clear(&c->session->account);
	if (cells->len <= 32)
		buf_append(&c->session->account, cells->text, cells->len);
	return buf_check(&c->session->account, "account", err);
}

static int on_caller_done(void *ctx, const struct job *job,
			  const struct exchange_result *result,
			  struct err *err)
{
	struct caller *c = ctx;
	struct buf text = {0};

	if (result->failed) {
		session_words(c->session, job, result, &text, c->why);
		err_set(c->why, "GetCallerIdentity: %s", buf_str(&text));
		buf_release(&text);
	}
	return 0;
}

static int on_nothing(void *ctx, struct err *err)
{
	return 0;
}

/* Asks STS, which other clouds have at the endpoint of EC2 if at all. */
static int ask_caller(struct session *s, struct endpoint *sts,
		      struct http **http, struct signer **signer,
		      const struct session_question *q, struct err *err)
{
	struct settings *set = &s->settings;
	struct settings own = *set;
	struct http_settings to;
	struct sign_scope scope = { .version = version_of(s),
				    .service = "sts" };
	struct query_service service = { .signature = version_of(s) };

	if (set->url || (!endpoint_is_amazon(&s->endpoint) &&
			 !set->env_endpoint_sts))
		own.env_endpoint_sts = buf_str(&s->endpoint.text);
	if (endpoint_of_helper(sts, ENDPOINT_STS, &own, s->profiles,
			       session_region(s), err) ||
	    endpoint_http(&to, set, s->profiles, &sts->url, err) ||
	    http_new(http, &to, err))
		return -1;
	scope.host = buf_str(&sts->url.host);
	scope.path = buf_str(&sts->url.path);
	scope.region = buf_str(&sts->region);
	if (signer_new(signer, &scope, &s->identity.cred, err))
		return -1;
	service.endpoint = sts;
	service.api_version = "2011-06-15";
	service.signer = *signer;
	service.http = *http;
	service.clock_off = s->clock_off;
	return ask_service(s, q, &service, err);
}

int session_identify(struct session *s, const char *otherwise,
		     struct err *why, struct err *err)
{
	struct caller caller = { s, why };
	const struct api_sink sink = { on_caller_begin, on_caller,
				       on_caller_done, on_nothing, &caller };
	const struct session_question q = { .call = &identity_call,
					    .sink = &sink };
	struct endpoint sts = {0};
	struct http *http = NULL;
	struct signer *signer = NULL;

	*why = (struct err){ .text = "" };
	if (ask_caller(s, &sts, &http, &signer, &q, why) && *program_stop())
		*err = *why;
	http_free(http);
	signer_free(signer);
	endpoint_release(&sts);
	if (*program_stop())
		return -1;
	if (s->account.len)
		return 0;
	if (!why->text[0])
		err_set(why, "GetCallerIdentity names no account");
	buf_puts(&s->account, otherwise ? otherwise
		 : buf_str(&s->identity.cred.access_key));
	return buf_check(&s->account, "account", err);
}

const char *session_account(const struct session *s)
{
	return buf_str(&s->account);
}

const char *session_region(const struct session *s)
{
	return buf_str(&s->endpoint.region);
}

const char *session_endpoint(const struct session *s)
{
	return buf_str(&s->endpoint.text);
}

const char *session_credentials(const struct session *s)
{
	return buf_str(&s->identity.cred.source);
}

void session_words(const struct session *s, const struct job *job,
		   const struct exchange_result *result, struct buf *out,
		   struct err *err)
{
	struct buf once = { .secret = true };

	*err = result->err;
	hint_add(err, result, &s->endpoint, &s->settings, &job->params);
	redact_text(&once, &s->identity.before, err->text, strlen(err->text));
	redact_text(out, &s->identity.cred, buf_str(&once), once.len);
	buf_release(&once);
}

void session_say(const struct session *s, bool loud, const char *text)
{
	if (loud || s->settings.verbose)
		program_say(s->name, text);
}
