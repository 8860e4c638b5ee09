/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "cli/accountid.h"
#include "cli/general.h"
#include "cli/parse.h"
#include "cli/program.h"
#include "cli/usage.h"
#include "command/ask.h"
#include "command/choice.h"
#include "command/cmdjobs.h"
#include "command/form.h"
#include "command/keyfile.h"
#include "command/messages.h"
#include "command/remarks.h"
#include "command/report.h"
#include "command/targets.h"
#include "command/wanted.h"
#include "output/out.h"
#include "system/confine.h"

struct run {
	const struct cmd *cmd;
	const struct exchange_call *call;	/* `cmd->call` or
						 * `cmd->alternate` */
	struct opt_spec spec;
	struct opt_args args;
	struct settings settings;
	struct confine confine;
	struct wanted wanted;
	struct targets targets;
	struct cmdjobs jobs;
	struct rsakey *key;	/* the private key from the file
				 * settings.launch_key, or NULL */
	struct choice choice;
	struct out out;
	struct messages messages;
	struct report report;
	bool broken;		/* the run failed as a whole, so rows may be
				 * missing */
};

static int check_owner(const char *owner, struct err *err)
{
	if (!owner || accountid_may_be(owner))
		return 0;
	err_usage(err, "--owner: '%s' is not an account number of 12 digits",
		  owner);
	return accountid_hint(owner, err);
}

/* If the command can have only one target, returns the first words of the error
 * about several targets.  Otherwise returns NULL. */
static const char *why_one(const struct cmd *cmd,
			   const struct exchange_call *call)
{
	if (call->writes)
		return "a change goes to";
	return cmd->document || call->secret ? "a document comes from" : NULL;
}

static int find_wanted(struct run *r, struct err *err)
{
	if (wanted_find(&r->wanted, &r->settings, err))
		return -1;
	if (wanted_many(&r->wanted))
		r->choice.labels[r->choice.labels_count++] =
			&targets_region_column;
	if (r->wanted.profiles.many)
		r->choice.labels[r->choice.labels_count++] =
			&targets_profile_column;
	return wanted_check_one(&r->wanted, why_one(r->cmd, r->call), err);
}

static int find_form(struct run *r, struct err *err)
{
	const struct form_plan plan = {
		.settings = &r->settings, .args = &r->args,
		.rows = r->call->rows, .document = r->cmd->document,
		.sent_once = r->cmd->sent_once,
	};

	return form_find(&r->out, &r->choice, &plan, err);
}

static int make_jobs(struct run *r, struct err *err)
{
	const struct cmdjobs_plan plan = {
		.defaults = r->cmd->defaults, .finish = r->cmd->finish,
		.default_requests = r->cmd->default_requests,
		.selectors = r->cmd->selectors,
		.token = r->cmd->token, .call = r->call, .args = &r->args,
		.spec = &r->spec, .settings = &r->settings,
	};

	return cmdjobs_make(&r->jobs, &plan, err);
}

static void make_report(struct run *r)
{
	const struct cmd *cmd = r->cmd;

	r->messages = (struct messages){
		.name = cmd->name, .settings = &r->settings,
		.targets = &r->targets, .jobs = r->jobs.source,
		.from_stdin = r->args.from_stdin,
		.merges = cmd->default_requests != NULL,
	};
	r->report = (struct report){
		.messages = &r->messages, .settings = &r->settings,
		.targets = &r->targets, .rows = r->call->rows,
		.headings = r->choice.headings.len
			    ? buf_str(&r->choice.headings) : cmd->headings,
		.false_hint = cmd->false_hint,
		.false_hint_elsewhere = cmd->false_hint_elsewhere,
		.sort_keys = r->settings.unsorted ? NULL : cmd->sort_keys,
		.is_failure = cmd->is_failure,
		.prints_tags = cmd->prints_tags,
		.resources = r->call->rule && !r->call->writes
			? r->call->rule->resources : NULL, .out = &r->out,
		.exact = r->call->rule && r->call->rule->exact,
	};
}

static int open_targets(struct run *r, struct err *err)
{
	const struct targets_plan plan = {
		.settings = &r->settings,
		.attempts_given = r->settings.env_max_attempts ||
				  opt_has(&r->args, "max-attempts"),
		.api_version = cmdjobs_version(&r->settings),
		.extras = r->jobs.extras,
		.notes = { messages_remark, &r->messages },
		.complain = messages_complain,
	};

	return targets_open(&r->targets, &r->wanted, &plan, err);
}

/* Fails if the command prints a column that EC2 sends only once, and standard
 * output is not open for writing.  If standard output was closed, program_begin
 * has opened a file in its place, for reading only. */
static int check_output(const struct run *r, struct err *err)
{
	int mode = fcntl(r->out.fd, F_GETFL);

	if (!r->cmd->sent_once ||
	    (mode >= 0 && (mode & O_ACCMODE) != O_RDONLY))
		return 0;
	return err_errno(err, EBADF, "standard output");
}

static int prepare_run(struct run *r, struct err *err)
{
	r->settings.confine = &r->confine;
	if (check_output(r, err) || check_owner(r->settings.owner, err) ||
	    find_wanted(r, err) || find_form(r, err) || make_jobs(r, err) ||
	    (r->settings.launch_key &&
	     keyfile_open(&r->key, r->settings.launch_key, err)))
		return -1;
	make_report(r);
	return open_targets(r, err);
}

static struct exchange_run exchange_of(struct run *r)
{
	const struct settings *s = &r->settings;

	return (struct exchange_run){
		.call = r->call, .dry_run = s->dry_run,
		.read_back = !s->no_verify,
		.visible_only = r->out.format == OUT_TEXT &&
				!r->choice.out.columns_count,
		.wait = s->wait, .wait_seconds = s->wait_seconds,
		.hide = s->hide_healthy,
		.decode = r->key ? keyfile_decode : NULL, .decode_ctx = r->key,
		.note = messages_note,
		.trace = s->debug ? messages_trace : NULL,
		.ctx = &r->messages,
	};
}

/* Prints the remaining rows.  RC is the result of the run.  Returns -1 if the
 * run or the printing failed. */
static int print_rest(struct run *r, int rc, struct err *err)
{
	struct err ignored;

	if (report_sorted(&r->report, rc ? &ignored : err))
		rc = -1;
	if (out_end(&r->out, rc ? &ignored : err))
		rc = -1;
	return rc;
}

static int run_jobs(struct run *r, struct err *err)
{
	const struct api_sink sink = report_sink(&r->report);
	struct ask ask = {
		.targets = &r->targets, .exchange = exchange_of(r),
		.args = &r->args, .jobs = r->jobs.source, .sink = &sink,
		.input = STDIN_FILENO, .under_way_max = (int)r->settings.jobs,
		.stop = program_stop(), .one_row = r->cmd->one_row,
	};
	int rc;

	report_begin(&r->report);
	rc = ask_run(&ask, err);
	messages_end(&r->messages);
	if (print_rest(r, rc, err))
		return -1;
	messages_rest(&r->messages, ask.untried, ask.unread);
	return 0;
}

/* Prints the only row of a command that sends no request. */
static int run_local(struct run *r, struct err *err)
{
	struct buf text = { 0 };
	struct cell cell = { .column = &r->call->rows->columns[0].column };
	int rc = -1;

	if (find_form(r, err) ||
	    r->cmd->local(opt_operand(&r->args), &text, err))
		goto out;
	cell.text = buf_str(&text);
	cell.len = text.len;
	if ((r->settings.headings &&
	     out_headings(&r->out, cell.column->name, err)) ||
	    out_row(&r->out, NULL, &cell, 1, err) || out_end(&r->out, err))
		goto out;
	rc = program_close(&r->out, err);
out:
	buf_release(&text);
	return rc;
}

static int prepare_and_trace(struct run *r, struct err *err)
{
	int rc = prepare_run(r, err);
	const char *text = r->confine.text;

	if (r->settings.debug && r->confine.done)
		program_trace("confinement", text, strlen(text));
	return rc;
}

static int run_verify(struct run *r, struct err *err)
{
	struct verify v = {
		.name = r->cmd->name, .args = &r->args,
		.settings = &r->settings, .rows = r->cmd->call.rows,
		.out = &r->out,
	};

	remarks_prompt(&r->args);
	if (opt_read_value(&r->args, STDIN_FILENO, err) ||
	    opt_settings(&r->args, &r->spec, &r->settings, err) ||
	    find_form(r, err))
		return -1;
	confine_apply(&r->confine);
	make_report(r);
	if (report_headings(&r->report, &(struct job){ 0 }, err) ||
	    r->cmd->verify(&v, err))
		return -1;
	r->report.failed = v.failed;
	r->report.answered_no = v.answered_no;
	r->settings.exit_code = true;
	return out_end(&r->out, err) ? -1 : program_close(&r->out, err);
}

static int run_argv(struct run *r, int argc, char **argv, struct err *err)
{
	if (parse_line(&r->args, &r->spec, argc, argv, err))
		return -1;
	if (usage_answer(&r->out.pending, &r->args, &r->spec))
		return program_close(&r->out, err);
	if (usage_check(&r->args, &r->spec, err))
		return -1;
	if (r->cmd->verify)
		return run_verify(r, err);
	if (r->cmd->alternate_if && opt_has(&r->args, r->cmd->alternate_if))
		r->call = &r->cmd->alternate;
	if (!r->call->action && !r->cmd->local) {
		usage_version(&r->out.pending);
		return program_close(&r->out, err);
	}
	remarks_prompt(&r->args);
	if (opt_read_value(&r->args, STDIN_FILENO, err) ||
	    opt_settings(&r->args, &r->spec, &r->settings, err))
		return -1;
	if (r->cmd->local)
		return run_local(r, err);
	if (r->call->secret)
		out_secret(&r->out);
	if (prepare_and_trace(r, err))
		return -1;
	remarks_introduce(r->cmd->name, &r->settings, &r->args, &r->targets);
	program_catch_signals();
	r->broken = run_jobs(r, err) || program_close(&r->out, err);
	return r->broken ? -1 : 0;
}

/* If rows that EC2 sends only once may be lost, tells the user what to do.  If
 * a write error, such as a full disk, lost the rows of a change, names the
 * command that shows the change.  Prints nothing if the reader closed the pipe,
 * unless EC2 sends the rows only once. */
static void say_lost(const struct run *r)
{
	const char *name = opt_operand(&r->args);
	struct buf text = { 0 };

	if (r->cmd->lost && (r->out.lost || r->broken))
		buf_printf(&text, "%s: %s", name ? name : "",
			   r->out.lost ? r->cmd->lost : r->call->look);
	else if (r->out.lost && !r->out.gone && !r->settings.dry_run &&
		 r->call->look)
		buf_printf(&text, "the change may have been made anyway: "
			   "%s", r->call->look);
	if (text.len)
		program_say(r->cmd->name, buf_str(&text));
	buf_release(&text);
}

static void release_run(struct run *r)
{
	targets_release(&r->targets);
	wanted_release(&r->wanted);
	rsakey_free(r->key);
	cmdjobs_release(&r->jobs);
	opt_release(&r->args);
	out_release(&r->out);
	choice_release(&r->choice);
	report_release(&r->report);
	messages_release(&r->messages);
}

static int status_of(const struct run *r)
{
	if (r->report.failed || r->targets.partial)
		return STATUS_FAILED;
	if (r->report.answered_no &&
	    (r->settings.exit_code || r->settings.quiet || r->settings.owner))
		return STATUS_NO;
	return STATUS_OK;
}

int cmd_run(int argc, char **argv, const struct cmd *cmd)
{
	struct run r = {
		.cmd = cmd, .call = &cmd->call,
		.spec = {
			.name = cmd->name, .purpose = cmd->purpose,
			.examples = cmd->examples, .operand = cmd->operand,
			.options = cmd->options,
			.general_options = general_options,
			.idle = !cmd->call.action, .prints = cmd->verify,
			.many = why_one(cmd, &cmd->call)
				? 0 : OPT_REGIONS | OPT_PROFILES,
		},
		.settings = general_defaults,
		.out = { .fd = STDOUT_FILENO },
	};
	struct err err = { 0 };
	int status;
	bool gone;

	program_begin();
	if (run_argv(&r, argc, argv, &err) == 0)
		status = status_of(&r);
	else
		status = r.out.gone ? STATUS_FAILED
			: program_complain(cmd->name, "-h", &err);
	if (*program_stop())
		status = STATUS_SIGNAL + *program_stop();
	say_lost(&r);
	gone = r.out.gone;
	release_run(&r);
	if (gone)
		program_die_of_pipe();
	return program_end(status);
}
