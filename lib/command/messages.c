/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/messages.h"

#include <string.h>
#include <unistd.h>

#include "aws/awsregion.h"
#include "aws/redact.h"
#include "base/now.h"
#include "cli/program.h"
#include "request/hint.h"

void messages_progress(struct messages *m)
{
	struct buf text = { 0 };
	long long now;

	if (!m->watched)
		return;
	now = now_ms();
	if (progress_due(&m->progress, now)) {
		m->progress.columns = program_columns(PROGRESS_COLUMNS);
		progress_draw(&m->progress, now, &text);
		program_draw(buf_str(&text), text.len);
	}
	buf_release(&text);
}

static void erase_progress(struct messages *m)
{
	struct buf text = { 0 };

	if (m->progress.width)
		m->progress.columns = program_columns(PROGRESS_COLUMNS);
	progress_erase(&m->progress, &text);
	program_draw(buf_str(&text), text.len);
	buf_release(&text);
}

void messages_say(struct messages *m, const char *prefix, const char *text)
{
	erase_progress(m);
	program_say(prefix, text);
}

/* Appends the beginning of a message about JOB: the name of its target and the
 * name of the job.  Leaves out the target if the message concerns all targets
 * (EVERYWHERE) or if the target has no name.  Leaves out the job's name if
 * messages need not name the jobs, unless JOB follows another job. */
static void put_name(const struct messages *m, const struct job *job,
		     bool everywhere, struct buf *out)
{
	const char *where = everywhere ? NULL
			    : m->targets->places[job->target]->target.name;
	const char *what = job->follows || job_shows_name(m->jobs)
			   ? buf_str(&job->name) : "";

	buf_printf(out, "%s%s%s", where ? where : "", where && *what
		   ? ": " : "", what);
}

/* Appends TEXT to OUT without the secrets of the current and previous keys of
 * all logins. */
static void redact_for_logins(const struct messages *m, struct buf *out,
			      const char *text, size_t len)
{
	struct buf shown = { .secret = true };

	buf_append(&shown, text, len);
	for (size_t i = 0; i < m->targets->logins_count; i++) {
		const struct identity *of = &m->targets->logins[i].identity;
		struct buf once = { .secret = true }, next = once;

		redact_text(&once, &of->before, buf_str(&shown), shown.len);
		redact_text(&next, &of->cred, buf_str(&once), once.len);
		buf_release(&once);
		buf_release(&shown);
		shown = next;
	}
	buf_append(out, buf_str(&shown), shown.len);
	buf_release(&shown);
}

void messages_hint(struct messages *m, const char *hint)
{
	if (!*hint || strcmp(hint, buf_str(&m->hint)) == 0)
		return;
	buf_clear(&m->hint);
	buf_puts(&m->hint, hint);
	messages_say(m, NULL, hint);
}

/* Prints the errors about single resources that RESULT has in addition to the
 * job's error. */
static void say_faults(struct messages *m, const struct job *job,
		       const struct exchange_result *result)
{
	struct buf name = { 0 };
	const char *text;

	put_name(m, job, result->everywhere, &name);
	for (size_t at = 0; at < result->faults_len; at += strlen(text) + 1) {
		struct buf shown = { 0 };

		text = result->faults + at;
		redact_for_logins(m, &shown, text, strlen(text));
		messages_say(m, name.len ? buf_str(&name) : m->name,
			     buf_str(&shown));
		buf_release(&shown);
	}
	buf_release(&name);
}

/* Adds a hint if the region of PLACE refuses the keys and the run has other
 * regions with the same login.  The region may not be enabled for the account,
 * or the user may mean another region. */
static void hint_region(const struct messages *m, const struct place *place,
			const struct exchange_result *result, struct err *err)
{
	const char *region = buf_str(&place->endpoint.region);
	const char *meant = awsregion_meant(region);
	bool others = false, taken = false;
	struct buf text = { 0 };

	for (size_t i = 0; i < m->targets->len; i++) {
		const struct place *p = m->targets->places[i];

		if (p == place || p->login != place->login)
			continue;
		others = true;
		taken = taken || p->target.trusted;
	}
	if (!others || !result->refused || result->everywhere ||
	    awsregion_is_zone(region))
		return;
	buf_printf(&text, "%s region %s may not be enabled for the account",
		   taken ? "another region accepted the same keys:"
			 : "if another region accepts the same keys,", region);
	if (meant)
		buf_printf(&text, "; or did you mean %s?", meant);
	else if (!taken)
		buf_puts(&text, "; otherwise the keys are wrong");
	(void)err_hint(err, "%s", buf_str(&text));
	buf_release(&text);
}

void messages_explain(const struct messages *m, const struct place *place,
		      const struct job *job,
		      const struct exchange_result *result, struct err *err)
{
	hint_region(m, place, result, err);
	hint_add(err, result, &place->endpoint, m->settings, job);
}

/* As in Amazon's tools, an error with a code does not begin with the command's
 * name. */
void messages_failure(struct messages *m, const struct job *job,
		      const struct exchange_result *result)
{
	const struct place *place = m->targets->places[job->target];
	struct err err = result->err;
	struct buf text = { 0 };

	messages_explain(m, place, job, result, &err);
	put_name(m, job, result->everywhere, &text);
	if (!text.len && !result->code[0])
		buf_puts(&text, m->name);
	buf_puts(&text, text.len ? ": " : "");
	redact_for_logins(m, &text, err.text, strlen(err.text));
	/* The requests for one list often fail alike: print the error once. */
	if (!m->merges || strcmp(buf_str(&text), buf_str(&m->said)) != 0) {
		messages_say(m, NULL, buf_str(&text));
		messages_hint(m, err.hint);
		if (m->settings->verbose && result->request_id[0])
			messages_say(m, "request id", result->request_id);
	}
	buf_release(&m->said);
	m->said = text;
	say_faults(m, job, result);
}

void messages_note(void *ctx, const struct job *job, bool loud,
		   const char *text)
{
	struct messages *m = ctx;
	struct buf name = { 0 }, shown = { 0 };

	if (!loud && !m->settings->verbose)
		return;
	if (job)
		put_name(m, job, false, &name);
	redact_for_logins(m, &shown, text, strlen(text));
	messages_say(m, name.len ? buf_str(&name) : m->name, buf_str(&shown));
	buf_release(&name);
	buf_release(&shown);
}

void messages_trace(void *ctx, const char *what, const char *text, size_t len)
{
	struct messages *m = ctx;
	struct buf shown = { 0 };

	redact_for_logins(m, &shown, text, len);
	erase_progress(m);
	program_trace(what, buf_str(&shown), shown.len);
	buf_release(&shown);
}

void messages_remark(void *ctx, bool loud, const char *text)
{
	messages_note(ctx, NULL, loud, text);
}

void messages_complain(void *ctx, const char *name, const struct err *err)
{
	struct messages *m = ctx;
	struct buf shown = { 0 };

	redact_for_logins(m, &shown, err->text, strlen(err->text));
	messages_say(m, name, buf_str(&shown));
	messages_hint(m, err->hint);
	buf_release(&shown);
}

void messages_begin(struct messages *m)
{
	m->watched = program_is_watched();
	progress_begin(&m->progress, m->watched ? job_count(m->jobs) : 0,
		       now_ms());
}

void messages_count(struct messages *m, unsigned long done, bool failed)
{
	m->progress.done += done;
	m->progress.failed += failed;
	messages_progress(m);
}

void messages_end(struct messages *m)
{
	erase_progress(m);
}

static void say_unfinished(const struct messages *m, unsigned long untried,
			   bool unread)
{
	struct buf text = { 0 };

	if (!untried && !unread)
		return;
	buf_puts(&text, *program_stop() ? "interrupted: " : "stopped: ");
	if (untried)
		buf_printf(&text, "%lu request%s not done", untried,
			   untried == 1 ? "" : "s");
	if (untried && unread)
		buf_puts(&text, ", ");
	if (unread)
		buf_puts(&text, "the rest of standard input was not read");
	program_say(m->name, buf_str(&text));
	buf_release(&text);
}

/* If standard input was empty, prints a message in three cases: standard error
 * is a terminal, -v is given, or an option makes the exit status depend on the
 * answer.  An empty input is not an error, because a script's list may be
 * empty.  But a user may have meant another list, and a script that reads only
 * the exit status would take the empty input for the answer "true". */
static void say_empty(const struct messages *m)
{
	const struct settings *s = m->settings;
	const struct opt *opt = m->from_stdin;
	bool answers = s->exit_code || s->quiet || s->owner;
	struct buf text = { 0 };
	char called[64];

	if (!opt || m->progress.done ||
	    (!s->verbose && !answers && !isatty(STDERR_FILENO)))
		return;
	buf_printf(&text, "%s -: standard input was empty: no request was "
		   "made", opt_called(opt, called, sizeof(called)));
	program_say(m->name, buf_str(&text));
	buf_release(&text);
}

void messages_rest(const struct messages *m, unsigned long untried, bool unread)
{
	say_unfinished(m, untried, unread);
	if (!untried && !unread)
		say_empty(m);
}

void messages_release(struct messages *m)
{
	buf_release(&m->hint);
	buf_release(&m->said);
}
