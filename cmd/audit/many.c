/* SPDX-License-Identifier: BSD-2-Clause */
#include "many.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/program.h"
#include "system/file.h"

enum { AUDITS_BYTES_MAX = 16 * 1024 * 1024 };

/* The next of the words that blanks part, or NULL. */
static char *next_word(char **line)
{
	char *word = *line + strspn(*line, " \t\r");

	*line = word + strcspn(word, " \t\r");
	if (**line)
		*(*line)++ = '\0';
	return *word ? word : NULL;
}

/* FILE.html becomes FILE.PROFILE.CODE.html. */
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

/* A profile's name becomes part of a file's. */
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
		return err_usage(err, "a profile's name has no /");
	return 0;
}

static int weight(int status)
{
	return status > STATUS_SIGNAL ? 4 : status == STATUS_FAILED ? 3
		: status == STATUS_USAGE ? 2 : status ? 1 : 0;
}

static int run_one(const struct audit_line *line, many_fn *fn, void *ctx,
		   int *worst, struct err *err)
{
	pid_t pid = fork();
	int status;

	if (pid < 0)
		return err_errno(err, errno, "a process for %s",
				 line->profile);
	if (!pid)
		_exit(fn(ctx, line));
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, errno, "%s", line->profile);
	status = WIFEXITED(status) ? WEXITSTATUS(status)
				   : STATUS_SIGNAL + WTERMSIG(status);
	if (weight(status) > weight(*worst))
		*worst = status;
	return 0;
}

static int run_line(char *text, const struct audit_line *files, many_fn *fn,
		    void *ctx, int *status, struct err *err)
{
	struct audit_line line = { .html = NULL };
	struct buf html = {0}, metrics = {0};
	int rc;

	text += strspn(text, " \t\r");
	if (!*text || *text == '#')
		return 0;
	if (take_audit(text, &line, err))
		return -1;
	line.html = own_name(&html, files->html, &line);
	line.metrics = own_name(&metrics, files->metrics, &line);
	rc = fn ? run_one(&line, fn, ctx, status, err) : 0;
	buf_release(&html);
	buf_release(&metrics);
	return rc;
}

/* Without FN all lines are read only, so that a wrong one is known before the
 * first audit. */
static int run_lines(const struct buf *text, const char *name,
		     const struct audit_line *files, many_fn *fn, void *ctx,
		     int *status, struct err *err)
{
	struct buf line = {0};
	const char *p = buf_str(text);
	unsigned long number = 0;
	int rc = 0;

	while (*p && !rc && *status <= STATUS_SIGNAL) {
		size_t len = strcspn(p, "\n");

		number++;
		buf_clear(&line);
		buf_append(&line, p, len);
		rc = buf_check(&line, name, err);
		if (!rc && line.len)
			rc = run_line(line.data, files, fn, ctx, status, err);
		p += len + (p[len] == '\n');
	}
	buf_release(&line);
	return rc ? err_prefix(err, "%s, line %lu", name, number) : 0;
}

int many_run(const char *name, const struct audit_line *files, many_fn *fn,
	     void *ctx, int *status, struct err *err)
{
	struct buf text = {0};
	int rc = file_read_input(&text, name, AUDITS_BYTES_MAX, err);

	*status = 0;
	if (rc)
		err->kind = ERR_USAGE;
	else if (run_lines(&text, name, files, NULL, NULL, status, err) ||
		 run_lines(&text, name, files, fn, ctx, status, err))
		rc = -1;
	buf_release(&text);
	return rc;
}
