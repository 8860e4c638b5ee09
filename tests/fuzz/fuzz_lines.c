/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Takes any bytes on standard input, in pieces.  The values must be those that
 * a simple reader finds in the whole input, in the same order.  Each value must
 * reach the request once and unchanged.
 */
#include <strings.h>
#include <unistd.h>

#include "fuzz.h"

#include "request/job.h"
#include "system/lines.h"

static const char space[] = " \t\r\n\v\f";

/* Returns the place where the simple reader begins: after a byte order mark, if
 * there is one. */
static const char *first(const char *data, size_t size)
{
	return data + (size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0
		       ? 3 : 0);
}

/* Returns the simple reader's next line that is not blank, without the white
 * space around it, or NULL at the end.  Sets *BAD if the line must be
 * refused. */
static const char *next_plain(const char **at, const char *end, size_t *len,
			      int *bad)
{
	while (*at < end) {
		const char *start = *at;
		const char *newline = memchr(start, '\n',
					     (size_t)(end - start));
		const char *stop = newline ? newline : end;

		*at = newline ? newline + 1 : end;
		while (start < stop && *start && strchr(space, *start))
			start++;
		while (stop > start && stop[-1] && strchr(space, stop[-1]))
			stop--;
		*len = (size_t)(stop - start);
		*bad = memchr(start, '\0', *len) != NULL;
		if (*len)
			return start;
	}
	return NULL;
}

/* Returns whether an earlier line equals WANT, except for upper and lower
 * case. */
static bool came_before(const char *data, size_t size, const char *want,
			size_t len)
{
	const char *at = first(data, size), *line;
	size_t n;
	int bad;

	while ((line = next_plain(&at, data + size, &n, &bad)) && line < want)
		if (n == len && strncasecmp(line, want, len) == 0)
			return true;
	return false;
}

/* Returns the next line that is requested.  A repeated line is not
 * requested. */
static const char *next_new(const char *data, size_t size, const char **at,
			    size_t *len, int *bad)
{
	const char *want = next_plain(at, data + size, len, bad);

	while (want && !*bad && came_before(data, size, want, *len))
		want = next_plain(at, data + size, len, bad);
	return want;
}

/* Writes the bytes to a pipe in pieces, whose sizes depend on the bytes. */
struct feeder {
	int pipe[2];
	const char *data;
	size_t size, at;
};

static void feed(struct feeder *f)
{
	size_t n;

	if (f->at == f->size) {
		if (f->pipe[1] >= 0)
			(void)close(f->pipe[1]);
		f->pipe[1] = -1;
		return;
	}
	n = 1 + (unsigned char)f->data[f->at] % 32;
	n = n < f->size - f->at ? n : f->size - f->at;
	MUST(write(f->pipe[1], f->data + f->at, n) == (ssize_t)n);
	f->at += n;
}

static void open_feeder(struct feeder *f, const char *data, size_t size)
{
	*f = (struct feeder){ .data = data, .size = size };
	MUST(pipe(f->pipe) == 0);
}

static void close_feeder(struct feeder *f)
{
	(void)close(f->pipe[0]);
	if (f->pipe[1] >= 0)
		(void)close(f->pipe[1]);
}

static void check_lines(const char *data, size_t size)
{
	const char *at = first(data, size), *want;
	enum lines_state state = LINES_WAIT;
	struct feeder f;
	struct lines l;
	struct err err = { 0 };
	const char *line;
	size_t len;
	int bad = 0;

	open_feeder(&f, data, size);
	lines_init(&l, f.pipe[0]);
	while (state != LINES_END) {
		if (lines_next(&l, &state, &line, &err)) {
			want = next_plain(&at, data + size, &len, &bad);
			MUST(want && bad && err.text[0]);
			break;
		}
		if (state == LINES_WAIT) {
			feed(&f);
			continue;
		}
		want = next_plain(&at, data + size, &len, &bad);
		MUST(!want == (state == LINES_END));
		if (want)
			MUST(!bad && strlen(line) == len &&
			     memcmp(line, want, len) == 0);
	}
	lines_release(&l);
	close_feeder(&f);
}

/* Reads the input as operands of one list, JOB_PORTION at a time. */
static void check_jobs(const char *data, size_t size)
{
	static const struct opt none[] = { OPT_END };
	static const struct opt_spec spec = {
		.operand = { .value = "IMAGE", .param = "ImageId",
			     .use = OPT_LIST },
		.options = none, .general_options = none,
	};
	struct opt_given given = { &spec.operand, "-" };
	struct opt_args args = { .given = &given, .len = 1,
				 .from_stdin = &spec.operand };
	enum lines_state state = LINES_WAIT;
	const char *at = first(data, size), *want;
	struct job_source *jobs;
	struct job job = { 0 };
	struct feeder f;
	struct err err = { 0 };
	int rc, bad = 0;
	size_t len;

	open_feeder(&f, data, size);
	MUST(job_source_new(&jobs, &(struct job_plan){ .args = &args,
		.spec = &spec, .fd = f.pipe[0] }, &err) == 0);
	while ((rc = job_next(jobs, &state, &job, &err)) == 0 &&
	       state != LINES_END) {
		if (state == LINES_WAIT) {
			feed(&f);
			continue;
		}
		MUST(job.params.len && job.params.len <= JOB_PORTION);
		for (size_t i = 0; i < job.params.len; i++) {
			char name[32];

			want = next_new(data, size, &at, &len, &bad);
			(void)snprintf(name, sizeof(name), "ImageId.%zu",
				       i + 1);
			MUST(want && !bad);
			MUST(strcmp(params_name(&job.params, i), name) == 0);
			MUST(strlen(params_value(&job.params, i)) == len);
			MUST(memcmp(params_value(&job.params, i), want,
				    len) == 0);
		}
	}
	/* If reading succeeded, no new line is left.  If reading failed, a line
	 * must be refused. */
	if (rc == 0)
		MUST(!next_new(data, size, &at, &len, &bad));
	while (rc && !bad)
		MUST(next_plain(&at, data + size, &len, &bad));
	job_release(&job);
	job_source_free(jobs);
	close_feeder(&f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = fuzz_copy(data, size);

	check_lines(text, size);
	check_jobs(text, size);
	free(text);
	return 0;
}
