/* SPDX-License-Identifier: BSD-2-Clause */
#include "plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ascii.h"
#include "base/num.h"
#include "cli/accountid.h"
#include "cli/general.h"
#include "cli/parse.h"
#include "cli/usage.h"
#include "command/form.h"
#include "request/codeform.h"
#include "storelock.h"
#include "system/expand.h"

/* Returns whether a command line with a mistake has --check, even after the
 * mistake.  With --check, the exit status is that of a Nagios plugin. */
static bool is_check(const struct audit *a)
{
	for (int i = 1; i < a->argc && strcmp(a->argv[i], "--") != 0; i++)
		if (strcmp(a->argv[i], "--check") == 0 ||
		    strcmp(a->argv[i], "-check") == 0)
			return true;
	return opt_has(&a->args, "check");
}

int plan_parse(struct audit *a, struct err *err)
{
	const struct audit_program *p = a->program;

	a->settings = general_defaults;
	a->spec = (struct opt_spec){
		.name = p->name, .synopsis = p->synopsis,
		.purpose = p->purpose, .examples = p->examples,
		.operand = p->operand,
		.options = p->options, .general_options = general_options,
		.many = p->many,
		.no_secrets = "other users may see keys on a command line; "
			      "give --profile, or set AWS_ACCESS_KEY_ID and "
			      "AWS_SECRET_ACCESS_KEY",
	};
	if (parse_line(&a->args, &a->spec, a->argc, a->argv, err)) {
		a->check = is_check(a);
		return -1;
	}
	a->check = opt_has(&a->args, "check");
	return 0;
}

static int take_number(const struct audit *a, const char *name, long least,
		       long fallback, long *out, struct err *err)
{
	const char *value = opt_value(&a->args, name);

	*out = fallback;
	if (!value || num_parse(value, least, 1000000, out, err) == 0)
		return 0;
	err_prefix(err, "--%s", name);
	err->kind = ERR_USAGE;
	return -1;
}

static int take_options(struct audit *a, struct err *err)
{
	a->title = opt_value(&a->args, "title");
	a->state = opt_value(&a->args, "state");
	a->list_alias = opt_value(&a->args, "list-name");
	a->account = opt_value(&a->args, "account");
	a->all = opt_has(&a->args, "all");
	a->baseline = opt_has(&a->args, "baseline");
	a->changes = opt_has(&a->args, "changes");
	a->fresh = opt_has(&a->args, "new");
	a->history = opt_has(&a->args, "history");
	a->settings.quiet = opt_has(&a->args, "quiet");
	return take_number(a, "keep", 1, 400, &a->keep, err) ||
	       take_number(a, "shrink", 0, 0, &a->shrink, err) ||
	       take_number(a, "lock-wait", 0, 60, &a->lock_wait, err) ||
	       take_number(a, "every", 1, 0, &a->every, err) ? -1 : 0;
}

/* Refuses --check or --history with an option in `others`.  Refuses -i without
 * --history, options of the page without --html, and --dry-run. */
static int check_mode(const struct audit *a, struct err *err)
{
	static const char *const of_page[] = { "title", "every" };
	static const char *const others[] = {
		"html", "metrics", "baseline", "history", "all", "changes",
	};
	const char *mode = a->check ? "check" : a->history ? "history" : "";

	if (!a->history && opt_has(&a->args, "instance"))
		return err_usage(err, "-i needs --history");
	for (size_t i = 0; i < sizeof(of_page) / sizeof(*of_page); i++)
		if (opt_has(&a->args, of_page[i]) && !opt_has(&a->args, "html"))
			return err_usage(err, "--%s needs --html", of_page[i]);
	if (a->settings.dry_run)
		return err_usage(err, "--dry-run: an audit needs the service's "
				 "answers, and a dry run gets none");
	for (size_t i = 0; i < sizeof(others) / sizeof(*others) && *mode; i++)
		if (strcmp(others[i], mode) != 0 &&
		    opt_has(&a->args, others[i]))
			return err_usage(err, "--%s and --%s exclude each "
					 "other", mode, others[i]);
	return 0;
}

/* Returns whether CODE is an account number or has the form of the id of an
 * instance or image. */
static bool is_no_code(const char *code)
{
	static const char *const prefixes[] = { "i-", "ami-" };

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(*prefixes); i++) {
		size_t n = strlen(prefixes[i]);

		if (strncasecmp(code, prefixes[i], n) == 0 && code[n] &&
		    code[n + strspn(code + n, ASCII_HEX)] == '\0')
			return true;
	}
	return accountid_is(code);
}

/* Adds a product code.  Refuses an invalid code, an id and an account number.
 * With --history, accepts ids and account numbers, because an earlier run may
 * have recorded them. */
static int add_code(struct audit *a, const char *code, struct err *err)
{
	struct buf why = { 0 };

	if (list_is_id(code, strlen(code)) &&
	    (a->history || !is_no_code(code))) {
		buf_printf(&a->code, "%s%s", a->code.len ? "," : "", code);
		return 0;
	}
	err_usage(err, "'%s' is not a product code", code);
	if (access(code, F_OK) == 0)
		err_hint(err, "it is a file: CODE comes before LIST");
	else if (codeform_explain(code, false, &why))
		err_hint(err, "%s", buf_str(&why));
	else
		err_hint(err, "a product code %s", list_id_form);
	buf_release(&why);
	return -1;
}

/* Finds the list's absolute path, or takes --list-name instead.  The path or
 * name identifies the audit, so a run may start in any directory. */
static int find_list(struct audit *a, struct err *err)
{
	char *path;

	if (a->list_alias || strcmp(a->list_name, "-") == 0) {
		if (!a->list_alias && !a->state && !a->check)
			return err_usage(err, "a list from standard input "
					 "needs --list-name NAME, --state FILE "
					 "or --check");
		buf_puts(&a->listpath, a->list_alias ? a->list_alias : "-");
		return 0;
	}
	path = realpath(a->list_name, NULL);
	if (!path) {
		a->list_wrong = true;
		buf_puts(&a->listpath, a->list_name);
		err_errno(err, errno, "%s", a->list_name);
		err->kind = ERR_USAGE;
		if (codeform_is(a->list_name) &&
		    access(buf_str(&a->code), F_OK) == 0)
			err_hint(err, "it is a code: CODE comes before LIST");
		return -1;
	}
	buf_puts(&a->listpath, path);
	free(path);
	return 0;
}

/* Takes CODE and LIST from a line of --audits or from the operands.  The
 * operands of ec2-audit-images are codes only. */
static int take_operands(struct audit *a, struct err *err)
{
	bool lists = strcmp(a->program->kind, "instances") == 0;
	size_t n = 0;

	if (a->line) {
		a->settings.profile = a->line->profile;
		a->list_name = a->line->list;
		return add_code(a, a->line->code, err);
	}
	for (size_t i = 0; i < a->args.len; i++) {
		const struct opt_given *g = &a->args.given[i];

		if (g->opt != &a->spec.operand)
			continue;
		if (lists && n == 1)
			a->list_name = g->value;
		else if (lists && n > 1)
			return err_usage(err, "unexpected operand %s", g->value);
		else if (add_code(a, g->value, err))
			return -1;
		n++;
	}
	if (!lists || a->history)
		return 0;
	if (!n)
		return err_usage(err, "CODE is missing");
	if (!a->list_name)
		a->list_name = "-";
	return 0;
}

static int find_form(struct audit *a, struct err *err)
{
	const struct form_plan plan = {
		.settings = &a->settings, .args = &a->args,
		.rows = a->history ? a->program->history_rows
				   : a->program->rows,
	};

	return form_find(&a->out, &a->choice, &plan, err);
}

static int check_files(struct audit *a, struct err *err)
{
	const char *html = opt_value(&a->args, "html");
	const char *metrics = opt_value(&a->args, "metrics");

	if (a->line) {
		html = a->line->html;
		metrics = a->line->metrics;
	}
	if ((html && outfile_check(&a->html, html, 0600, err)) ||
	    (metrics && outfile_check(&a->metrics, metrics, 0644, err)))
		return -1;
	if (a->html.output && a->metrics.output)
		return err_usage(err, "--html and --metrics: only one of them "
				 "can be standard output");
	if (a->metrics.allowed &&
	    outfile_is(&a->html, buf_str(&a->metrics.path)))
		return err_usage(err, "--html and --metrics name the "
				 "same file, %s",
				 metrics);
	if (a->html.allowed)
		confine_allow(&a->confine, buf_str(&a->html.path));
	if (a->metrics.allowed)
		confine_allow(&a->confine, buf_str(&a->metrics.path));
	return 0;
}

/* Returns whether W is the database FILE, one of SQLite's files beside it, or
 * the lock file. */
static bool is_database(const struct outfile *w, const char *file)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal",
					    STORELOCK_END };
	struct buf name = { 0 };
	bool is = false;

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends) && !is; i++) {
		buf_clear(&name);
		buf_printf(&name, "%s%s", file, ends[i]);
		is = name.failed || outfile_is(w, buf_str(&name));
	}
	buf_release(&name);
	return is;
}

/* Fails if the page or the metrics would replace the database or the list. */
static int check_overwrite(const struct audit *a, const char *state,
			   struct err *err)
{
	const struct outfile *const files[] = { &a->html, &a->metrics };
	const bool listed = a->list_name && strcmp(a->list_name, "-") != 0;

	for (size_t i = 0; i < 2; i++) {
		if (is_database(files[i], state))
			return err_usage(err, "%s: cannot be written: it "
					 "belongs to the database",
					 files[i]->name);
		if (listed && outfile_is(files[i], a->list_name))
			return err_usage(err, "%s: cannot be written: it is the "
					 "list", files[i]->name);
	}
	return 0;
}

/* Makes the missing parent directories of PATH, with mode 0700. */
static int make_folders(char *path, struct err *err)
{
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0700) && errno != EEXIST)
			return err_errno(err, errno, "folder %s", path);
		*p = '/';
	}
	return 0;
}

/* Returns the database that --state or EC2_AUDIT_STATE names, or NULL. */
static const char *state_file(const struct audit *a)
{
	const char *env = getenv("EC2_AUDIT_STATE");

	return a->state || (env && !*env) ? a->state : env;
}

/* Replaces a symbolic link by the path that the link leads to, because SQLite's
 * files and the lock are beside that path. */
static void follow_link(struct buf *path)
{
	struct stat st;
	char *real = lstat(buf_str(path), &st) || !S_ISLNK(st.st_mode)
		     ? NULL : realpath(buf_str(path), NULL);

	if (!real)
		return;
	buf_clear(path);
	buf_puts(path, real);
	free(real);
}

static int find_store(const struct audit *a, struct buf *out, struct err *err)
{
	const char *base = getenv("XDG_STATE_HOME");
	const char *file = state_file(a);
	const char *home = expand_home(a->settings.env_home);

	if (file)
		buf_printf(out, "%s%s", strchr(file, '/') ? "" : "./", file);
	else if (a->settings.env_sandbox)
		return err_usage(err, "EC2_AUDIT_STATE is not set: give "
				 "--state FILE");
	else if (base && *base == '/')
		buf_printf(out, "%s/ec2-product-tools/audit.db", base);
	else if (home)
		buf_printf(out, "%s/.local/state/ec2-product-tools/audit.db",
			   home);
	else
		return err_set(err, "HOME is not set: give --state FILE");
	follow_link(out);
	return buf_check(out, "path", err);
}

/* Opens the database.  Without --history, also makes the missing parent
 * directories of the default database. */
static int open_store(struct audit *a, struct buf *path, struct err *err)
{
	const char *file = state_file(a);

	confine_allow(&a->confine, buf_str(path));
	if (!file && !a->history && path->data && make_folders(path->data, err))
		return -1;
	if (store_open(&a->store, buf_str(path), !a->history, err) == 0)
		return 0;
	return !file ? err_hint(err, "choose another file with --state")
	     : a->state ? -1 : err_prefix(err, "EC2_AUDIT_STATE");
}

/* Finds the list.  Reads the list unless --history is given. */
static int take_list(struct audit *a, struct err *err)
{
	if ((a->list_name || a->list_alias) && find_list(a, err))
		return -1;
	if (a->list_name && !a->history)
		a->list_wrong = list_read(&a->list, a->list_name, err) != 0;
	return a->list_wrong ? -1 : 0;
}

int plan_options(struct audit *a, struct err *err)
{
	return usage_check(&a->args, &a->spec, err) ||
	       opt_settings(&a->args, &a->spec, &a->settings, err) ||
	       take_options(a, err) || check_mode(a, err) ||
	       find_form(a, err) ? -1 : 0;
}

int plan_make(struct audit *a, struct err *err)
{
	const bool stores = !a->check;
	struct buf state = { 0 };
	int rc;

	if (take_operands(a, err))
		return -1;
	a->settings.confine = &a->confine;
	if (a->settings.profile || a->settings.region)
		buf_printf(&a->targets, "%s@%s", a->settings.profile
			   ? a->settings.profile : "", a->settings.region
			   ? a->settings.region : "");
	/* If the run fails after check_files, it may write the metrics, so
	 * check_overwrite must follow at once. */
	rc = (stores && find_store(a, &state, err)) || check_files(a, err) ||
	     (stores && check_overwrite(a, buf_str(&state), err)) ||
	     take_list(a, err) ||
	     (stores && open_store(a, &state, err)) ? -1 : 0;
	buf_release(&state);
	return rc;
}
