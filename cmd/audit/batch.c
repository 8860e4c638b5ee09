/* SPDX-License-Identifier: BSD-2-Clause */
#include "batch.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.h"
#include "reply/seen.h"
#include "system/file.h"

enum { AUDITS_BYTES_MAX = 16 * 1024 * 1024, POLLS_PER_SECOND = 20 };

/* Returns the next word of *LINE, and moves *LINE to the text after the word.
 * Returns NULL if there is no other word. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, " \t\r");

	*line = word + strcspn(word, " \t\r");
	if (**line)
		*(*line)++ = '\0';
	return *word ? word : NULL;
}

/* Makes the name of an audit's own file from NAME: FILE.html becomes
 * FILE.PROFILE.CODE.html.  Returns NULL if NAME is NULL. */
static const char *own_name(struct buf *out, const char *name,
			    const struct audit_line *line)
{
	const char *slash, *dot;
	size_t len;

	if (!name)
		return NULL;
	slash = strrchr(name, '/');
	dot = strrchr(slash ? slash : name, '.');
	len = dot ? (size_t)(dot - name) : strlen(name);
	buf_append(out, name, len);
	buf_printf(out, ".%s.%s%s", line->profile, line->code, name + len);
	return buf_str(out);
}

/* Splits TEXT into profile, code and list.  The profile becomes part of a file
 * name, so it must not contain a slash. */
static int take_audit(char *text, struct audit_line *line, struct err *err)
{
	line->profile = next_word(&text);
	line->code = next_word(&text);
	line->list = text + strspn(text, " \t");
	text += strlen(text);
	while (text > line->list && strchr(" \t\r", text[-1]))
		*--text = '\0';
	if (!line->code || !*line->list)
		return err_usage(err, "it is not PROFILE CODE LIST");
	if (strchr(line->profile, '/'))
		return err_usage(err, "a profile's name must not have a /");
	return 0;
}

static int severity_of(int status)
{
	return status > STATUS_SIGNAL ? 3 : status == STATUS_FAILED ? 2
		: status ? 1 : 0;
}

/* Waits until a child has ended.  If this process gets a signal and the child
 * still runs a second later, passes the signal on.  Waits first, because a
 * terminal sends its signal to both processes, and a repeated signal would end
 * the child at once. */
static int wait_for(pid_t pid, int *status)
{
	pid_t ended;
	int polls = 0;

	while ((ended = waitpid(pid, status,
				*program_stop() ? WNOHANG : 0)) != pid) {
		if (ended < 0 && errno != EINTR)
			return -1;
		if (!*program_stop())
			continue;
		if (++polls == POLLS_PER_SECOND)
			(void)kill(pid, *program_stop());
		(void)poll(NULL, 0, 1000 / POLLS_PER_SECOND);
	}
	return 0;
}

/* Returns the exit status of an audit, or STATUS_FAILED in place of
 * STATUS_USAGE.  If a signal other than SIGPIPE ended the audit, prints the
 * number of the signal and returns STATUS_FAILED, so that the other audits
 * still run.  If SIGPIPE ended the audit, returns the status of SIGPIPE: the
 * reader of the rows has gone, so the other audits cannot print either. */
static int status_of_child(const struct audit_line *line, int status)
{
	struct buf who = { 0 };
	char text[48];

	if (WIFEXITED(status))
		return WEXITSTATUS(status) == STATUS_USAGE
			? STATUS_FAILED : WEXITSTATUS(status);
	if (WTERMSIG(status) == SIGPIPE)
		return STATUS_SIGNAL + SIGPIPE;
	buf_printf(&who, "%s %s", line->profile, line->code);
	(void)snprintf(text, sizeof(text), "the audit was ended by signal %d",
		       WTERMSIG(status));
	program_say(buf_str(&who), text);
	buf_release(&who);
	return STATUS_FAILED;
}

static int run_one(const struct audit_line *line, batch_fn *fn, void *ctx,
		   int *worst, struct err *err)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return err_errno(err, errno, "cannot start a process for %s",
				 line->profile);
	if (!pid)
		_exit(fn(ctx, line));
	if (wait_for(pid, &status))
		return err_errno(err, errno, "%s", line->profile);
	status = status_of_child(line, status);
	if (severity_of(status) > severity_of(*worst))
		*worst = status;
	return 0;
}

/* The file of --audits, which is read twice.  During the first reading, `fn` is
 * NULL and each line is only checked, so that a wrong line is found before the
 * first audit starts. */
struct batch {
	const struct audit_line *files;
	batch_fn *fn;
	void *ctx;
	int status;
	size_t count;		/* number of audits in the lines read so far */
	struct seen names;	/* paths of the files that the audits write */
};

/* Remembers the name of a file that an audit writes.  Fails if another audit
 * writes a file of that name. */
static int add_name(struct batch *m, const char *name, struct err *err)
{
	bool before = false;

	if (name && seen_add(&m->names, name, strlen(name), &before, err))
		return -1;
	return before ? err_usage(err, "two audits would write %s", name) : 0;
}

static int run_line(struct batch *m, char *text, struct err *err)
{
	struct audit_line line = { .html = NULL };
	struct buf html = { 0 }, metrics = { 0 };
	int rc;

	text += strspn(text, " \t\r");
	if (!*text || *text == '#')
		return 0;
	if (take_audit(text, &line, err))
		return -1;
	m->count++;
	line.html = own_name(&html, m->files->html, &line);
	line.metrics = own_name(&metrics, m->files->metrics, &line);
	rc = buf_check(&html, "path", err) || buf_check(&metrics, "path", err)
	     ? -1 : 0;
	if (!rc && m->fn)
		rc = run_one(&line, m->fn, m->ctx, &m->status, err);
	else if (!rc)
		rc = add_name(m, line.html, err) ||
		     add_name(m, line.metrics, err) ? -1 : 0;
	buf_release(&html);
	buf_release(&metrics);
	return rc;
}

static int on_line(void *ctx, const char *line, size_t len, struct err *err)
{
	struct batch *m = ctx;
	struct buf text = { 0 };
	int rc;

	if (m->status > STATUS_SIGNAL || *program_stop())
		return 0;
	if (memchr(line, '\0', len))
		return err_usage(err, "it has a NUL byte");
	buf_append(&text, line, len);
	rc = buf_check(&text, "line", err);
	if (!rc)
		rc = run_line(m, text.data, err);
	buf_release(&text);
	return rc;
}

static int run_text(struct batch *m, const struct buf *text, const char *shown,
		    batch_fn *fn, struct err *err)
{
	if (text->len > AUDITS_BYTES_MAX)
		return err_usage(err, "%s: it is longer than %d bytes", shown,
				 AUDITS_BYTES_MAX);
	if (list_lines(text, shown, on_line, m, err))
		return -1;
	if (!m->count)
		return err_usage(err, "%s: it has no audits", shown);
	m->fn = fn;
	program_catch_signals();
	return list_lines(text, shown, on_line, m, err);
}

int batch_run(const char *name, const struct audit_line *files, batch_fn *fn,
	      void *ctx, int *status, struct err *err)
{
	struct batch m = { .files = files, .ctx = ctx };
	struct buf text = { 0 };
	int rc = file_read_input(&text, name, AUDITS_BYTES_MAX, err);

	if (rc)
		err->kind = ERR_USAGE;
	else
		rc = run_text(&m, &text, list_shown(name), fn, err);
	*status = *program_stop() ? STATUS_SIGNAL + *program_stop() : m.status;
	seen_release(&m.names);
	buf_release(&text);
	return rc;
}
