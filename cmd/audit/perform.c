/* SPDX-License-Identifier: BSD-2-Clause */
#include "perform.h"

#include <signal.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/now.h"
#include "batch.h"
#include "cli/program.h"
#include "cli/usage.h"
#include "htmlpage.h"
#include "metrics.h"
#include "monitor.h"
#include "plan.h"
#include "rows.h"

static int perform(int argc, char **argv, const struct audit_program *program,
		   const struct audit_line *line);

static void say_unprinted(struct audit *a)
{
	struct buf text = { 0 };

	if (!a->unprinted)
		return;
	if (a->line)
		buf_printf(&text, "%s %s: ", a->line->profile, a->line->code);
	buf_printf(&text, "and %zu more such error%s", a->unprinted,
		   a->unprinted == 1 ? "" : "s");
	program_say(a->program->name, buf_str(&text));
	buf_release(&text);
	a->unprinted = 0;
}

/* With CHECK, fails if the account or endpoint of this target differs from the
 * last saved one, unless --new is given.  Otherwise, records both for later
 * runs.  Without --region, the region is part of the endpoint, so that another
 * default region counts as another endpoint. */
static int check_or_bind(struct audit *a, const struct session *s, bool check,
			 struct err *err)
{
	const char *name = session_name(s), *region = session_region(s);
	struct store_place place = {
		.account = session_account(s), .key = session_key(s),
		.doubt = a->account ? "" : session_doubt(s),
	};
	size_t len = strlen(name);
	size_t end = a->settings.region ? 0 : strlen(region);
	struct buf own = { 0 }, where = { 0 };
	int rc;

	buf_append(&own, name, len > end ? len - end : 0);
	buf_puts(&where, session_endpoint(s));
	if (end)
		buf_printf(&where, ", region %s", region);
	place.name = buf_str(&own);
	place.endpoint = buf_str(&where);
	rc = buf_check(&own, "place", err) || buf_check(&where, "place", err)
	     ? -1 : check ? store_check(a->store, &place, a->fresh, err)
			  : store_bind(a->store, &place, err);
	buf_release(&own);
	buf_release(&where);
	return rc;
}

/* Finds the account of each target.  Sets *CERTAIN to whether the service named
 * the account of at least one target. */
static int identify_all(struct audit *a, bool *certain, struct err *err)
{
	*certain = false;
	for (size_t i = 0; i < session_count(a->set); i++) {
		struct session *s = session_get(a->set, i);
		struct buf text = { 0 };

		if (session_identify(s, a->account, err))
			return -1;
		if (!*session_doubt(s)) {
			*certain = true;
			continue;
		}
		buf_printf(&text, "%s; the audit uses %s as the account",
			   session_doubt(s), session_account(s));
		session_remark(s, buf_str(&text));
		buf_release(&text);
	}
	return 0;
}

/* Fails if a target's account or endpoint differs from that of the last run.
 * But if --account is not given, and the account of this target is uncertain
 * while that of another target is certain, skips the target. */
static int check_accounts(struct audit *a, struct err *err)
{
	bool certain;

	if (identify_all(a, &certain, err))
		return -1;
	for (size_t i = 0; i < session_count(a->set); i++) {
		struct session *s = session_get(a->set, i);

		if (check_or_bind(a, s, true, err) == 0)
			continue;
		if (!certain || a->account || !*session_doubt(s))
			return -1;
		program_say(session_name(s), err->text);
		program_say(NULL, err->hint);
		session_fail(s);
		a->partial = true;
	}
	return 0;
}

/* Saves the run, and the account and endpoint of each target that could be
 * asked. */
static int save_audit(struct audit *a, struct err *err)
{
	for (size_t i = 0; i < session_count(a->set); i++) {
		const struct session *s = session_get(a->set, i);

		if (!session_is_failed(s) && check_or_bind(a, s, false, err))
			return -1;
	}
	return store_save(a->store, &a->run, &a->list, a->keep, err);
}

/* Fails if the list has lost more than half of its instances, and at least ten,
 * since the last run.  Accepts a loss that --shrink allows.  A list that has
 * lost that many instances is probably incomplete. */
static int check_shrinking(const struct audit *a, struct err *err)
{
	size_t missing = a->list.len - a->list.listed;

	if (missing < 10 || missing * 2 <= a->known ||
	    missing <= (size_t)a->shrink)
		return 0;
	err_set(err, "%s: the list lacks %zu of the %zu instances of the last "
		"run", list_shown(a->list_name), missing, a->known);
	return err_hint(err, "if the list is right, give --shrink %zu", missing);
}

static int load_earlier_runs(struct audit *a, struct err *err)
{
	const struct store_key key = audit_key(a);

	a->runs_count = AUDIT_RUNS_MAX - 1;
	if (store_begin(a->store, &key, a->lock_wait, err) ||
	    store_load(a->store, &a->list, &a->known, err) ||
	    store_runs(a->store, a->runs, &a->runs_count, err) ||
	    list_sort(&a->list, err))
		return -1;
	return a->list_name ? check_shrinking(a, err) : 0;
}

static void count_all(struct audit *a)
{
	struct store_run *run = &a->run;
	bool alerts = false;

	for (size_t i = 0; i < a->list.len; i++) {
		const struct item *item = &a->list.items[i];

		if (item->listed)
			run->totals[audit_group(a, item)->total]++;
		alerts = alerts || a->program->alerts(item);
	}
	run->time = a->now;
	run->ms = now_ms() - a->begun_ms;
	run->status = run->totals[STORE_UNKNOWN] || a->partial ? STATUS_FAILED
		    : alerts ? STATUS_NO : STATUS_OK;
	if (a->baseline && run->status == STATUS_NO)
		run->status = STATUS_OK;
	a->runs[a->runs_count++] = *run;
}

static int put_text(struct audit *a, const struct buf *text, struct err *err)
{
	if (buf_check(text, "standard output", err))
		return -1;
	a->out.pending.max = text->max;
	buf_append(&a->out.pending, text->data, text->len);
	return out_flush(&a->out, err);
}

/* Writes the page, and prepares the metrics.  The metrics say when a run last
 * succeeded, so outfile_commit replaces the old metrics only after the run is
 * saved. */
static int write_files(struct audit *a, struct err *err)
{
	struct buf text = { .max = (size_t)1 << 30 };
	int rc = 0;

	if (a->html.name)
		rc = htmlpage_write(a, &text, err) ||
		     (a->html.output ? put_text(a, &text, err)
				     : outfile_put(&a->html, &text, err));
	buf_clear(&text);
	if (!rc && a->metrics.name)
		rc = metrics_write(a, &text, err) ||
		     (a->metrics.output ? put_text(a, &text, err)
				: outfile_prepare(&a->metrics, &text, err));
	buf_release(&text);
	return rc ? -1 : 0;
}

static int ask_all(struct audit *a, struct err *err)
{
	if (session_open(&a->set, a->program->name, &a->settings,
			 opt_has(&a->args, "max-attempts"),
			 a->list_name != NULL, err))
		return -1;
	a->partial = session_is_partial(a->set);
	if ((a->store && check_accounts(a, err)) || a->program->ask(a, err))
		return -1;
	say_unprinted(a);
	count_all(a);
	return 0;
}

/* Runs an audit.  Saves the run only after its rows and its page are written.
 * If the rows or the page cannot be written, the next run reports the same
 * changes. */
static int run_audit(struct audit *a, struct err *err)
{
	program_catch_signals();
	if (a->store && load_earlier_runs(a, err))
		return -1;
	if (ask_all(a, err))
		return -1;
	if (a->check)
		return monitor_print(a, err);
	if (!a->html.output && !a->metrics.output && !a->baseline &&
	    rows_print(a, err))
		return -1;
	return write_files(a, err) || program_close(&a->out, err) ||
	       save_audit(a, err) ||
	       (a->metrics.made.len && outfile_commit(&a->metrics, err))
	       ? -1 : 0;
}

static int perform_line(void *ctx, const struct audit_line *line)
{
	const struct audit *a = ctx;

	return perform(a->argc, a->argv, a->program, line);
}

static int run_batch(struct audit *a, struct err *err)
{
	const struct audit_line files = {
		.html = opt_value(&a->args, "html"),
		.metrics = opt_value(&a->args, "metrics"),
	};
	int status;

	if (a->check || opt_operand(&a->args) ||
	    opt_has(&a->args, "history") || opt_has(&a->args, "list-name"))
		return err_usage(err, "--audits cannot be combined with "
				 "--check, --history, --list-name, CODE "
				 "or LIST");
	if ((files.html && strcmp(files.html, "-") == 0) ||
	    (files.metrics && strcmp(files.metrics, "-") == 0))
		return err_usage(err, "--audits writes files for each audit: "
				 "--html and --metrics cannot be -");
	if (batch_run(opt_value(&a->args, "audits"), &files, perform_line,
		      a, &status, err))
		return -1;
	a->run.status = status;
	return 0;
}

static int run_all(struct audit *a, struct err *err)
{
	if (plan_parse(a, err))
		return -1;
	if (usage_answer(&a->out.pending, &a->args, &a->spec))
		return program_close(&a->out, err);
	if (plan_options(a, err))
		return -1;
	if (!a->line && opt_has(&a->args, "audits"))
		return run_batch(a, err);
	if (plan_make(a, err))
		return -1;
	return a->history ? rows_history(a, err) : run_audit(a, err);
}

static void release_all(struct audit *a)
{
	session_close(a->set);
	store_free(a->store);
	list_release(&a->list);
	outfile_release(&a->html);
	outfile_release(&a->metrics);
	choice_release(&a->choice);
	out_release(&a->out);
	opt_release(&a->args);
	buf_release(&a->code);
	buf_release(&a->listpath);
	buf_release(&a->targets);
	buf_release(&a->text);
	buf_release(&a->reason);
	seen_release(&a->printed);
}

/* Reports an error and returns the exit status.  With --check, prints one line
 * for the monitor and returns the monitor's status. */
static int complain_of(struct audit *a, struct err *err)
{
	int status;

	say_unprinted(a);
	if (a->check)
		return monitor_unknown(a, err);
	if (a->line)
		err_prefix(err, "%s %s", a->line->profile, a->line->code);
	status = a->out.gone ? STATUS_SIGNAL + SIGPIPE
		 : program_complain(a->program->name, "-h", err);
	if (*program_stop())
		status = STATUS_SIGNAL + *program_stop();
	/* After a usage error, --metrics may name the list by mistake, so this
	 * function writes no metrics.  If only the list is wrong, plan_make has
	 * already compared the paths, so this function writes metrics. */
	if (a->metrics.allowed && (status != STATUS_USAGE || a->list_wrong))
		metrics_failed(a, status);
	return status;
}

static int perform(int argc, char **argv, const struct audit_program *program,
		   const struct audit_line *line)
{
	struct audit a = {
		.argc = argc, .argv = argv, .program = program, .line = line,
		.now = (long long)time(NULL), .begun_ms = now_ms(),
		.out = { .fd = STDOUT_FILENO },
	};
	struct err err = { 0 };
	bool gone;
	int status;

	status = run_all(&a, &err) ? complain_of(&a, &err) : (int)a.run.status;
	gone = a.out.gone;
	release_all(&a);
	if (gone)
		program_die_of_pipe();
	return status;
}

int perform_audit(int argc, char **argv, const struct audit_program *program)
{
	program_begin();
	return program_end(perform(argc, argv, program, NULL));
}
