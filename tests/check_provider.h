/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Tests of providers that ask a service.  The service is scripted, and the test
 * makes the files and the environment.  In `env`, `config` and `outcome`, @
 * means the service's URL without the slash at its end, and ~ means the
 * directory of the files.
 */
#ifndef CHECK_PROVIDER_H
#define CHECK_PROVIDER_H

#include "aws/cred.h"
#include "check_files.h"
#include "cli/general.h"
#include "cli/opt.h"
#include "credentials/provider.h"
#include "support/server.h"

struct check_provider {
	const char *what;
	const char *env[8];		/* NAME=value */
	const char *config;		/* content of the config file, or
					 * NULL */
	bool named;			/* the user chose the profile with
					 * --profile */
	time_t now;			/* time of the services' clock, or 0 for
					 * the time of this machine */
	long learns;			/* seconds by which the provider thinks
					 * at the end that the services' clock
					 * is ahead, or 0 for no check; up to 2
					 * seconds less are accepted */
	const char *path, *text;	/* path below ~, and content, of a file;
					 * or NULL */
	struct server_reply script[4];
	const char *asked[4];		/* texts, each of which some request
					 * must have */
	size_t requests;		/* number of requests */
	const char *outcome;		/* "KEY:SECRET:TOKEN:EXPIRES SOURCE",
					 * "nothing: REASON", or
					 * "failed: MESSAGE", with the hint in
					 * another line */
};

typedef int check_find_fn(const void *self, struct cred *cred, bool *found,
			  struct err *err);

/* Appends a copy of TEXT, with each FROM replaced by TO. */
static inline void check_replace(struct buf *out, const char *text,
				 const char *from, const char *to)
{
	const char *at;

	for (; *from && (at = strstr(text, from)); text = at + strlen(from)) {
		buf_append(out, text, (size_t)(at - text));
		buf_puts(out, to);
	}
	buf_puts(out, text);
}

/* Returns a copy of TEXT, with URL in place of @ and DIR in place of ~.  The
 * caller frees the copy. */
static inline char *check_expand(const char *text, const char *url,
				 const char *dir)
{
	struct buf once = { 0 }, twice = { 0 };

	check_replace(&once, text, "@", url);
	check_replace(&twice, buf_str(&once), "~", dir);
	buf_release(&once);
	return twice.data;
}

static inline void check_note(void *ctx, bool loud, const char *text)
{
	if (loud)
		buf_printf(ctx, "warning: %s\n", text);
}

/* If MAKE is true, makes the row's file and the directories of its path.
 * Otherwise removes this file and these directories. */
static inline void check_provider_file(const struct check_provider *row,
				       const char *dir, bool make)
{
	char path[256];

	if (!row->path)
		return;
	(void)snprintf(path, sizeof(path), "%s/%s", dir, row->path);
	for (char *p = path + strlen(dir) + 1; make && (p = strchr(p, '/'));
	     *p++ = '/') {
		*p = '\0';
		(void)mkdir(path, 0700);
	}
	if (make) {
		check_write(path, row->text);
		return;
	}
	(void)unlink(path);
	for (char *p; (p = strrchr(path, '/')) > path + strlen(dir);) {
		*p = '\0';
		(void)rmdir(path);
	}
}

static inline void check_environment(const struct check_provider *row,
				     const char *url, const char *dir,
				     struct settings *out)
{
	static const struct opt none[] = { OPT_END };
	static const struct opt_args args = { 0 };
	const struct opt_spec spec = {
		.options = none, .general_options = general_options,
	};
	struct err err = { 0 };

	ck_assert_int_eq(clearenv(), 0);
	ck_assert_int_eq(setenv("HOME", dir, 1), 0);
	for (size_t i = 0; row->env[i]; i++) {
		char *real = check_expand(row->env[i], url, dir);
		char *value = strchr(real, '=');

		*value++ = '\0';
		ck_assert_int_eq(setenv(real, value, 1), 0);
		free(real);
	}
	*out = general_defaults;
	ck_assert_msg(opt_settings(&args, &spec, out, &err) == 0, "%s: %s",
		      row->what, err.text);
}

/* Compares the outcome with that of the row. */
static inline void check_outcome(const struct check_provider *row, int rc,
				 bool found, const struct cred *cred,
				 const struct err *err, const char *url,
				 const char *dir)
{
	struct buf got = { 0 }, once = { 0 }, twice = { 0 };

	if (rc)
		buf_printf(&got, "failed: %s%s%s", err->text,
			   err->hint[0] ? "\n" : "", err->hint);
	else if (!found)
		buf_printf(&got, "nothing: %s", buf_str(&cred->lacks));
	else
		buf_printf(&got, "%s:%s:%s:%lld %s", buf_str(&cred->access_key),
			   buf_str(&cred->secret_key), buf_str(&cred->token),
			   (long long)cred->expires, buf_str(&cred->source));
	check_replace(&once, buf_str(&got), url, "@");
	check_replace(&twice, buf_str(&once), dir, "~");
	check_text(row->what, buf_str(&twice), row->outcome);
	ck_assert_msg(rc == (strncmp(row->outcome, "failed", 6) ? 0 : -1),
		      "%s: %d", row->what, rc);
	buf_release(&got);
	buf_release(&once);
	buf_release(&twice);
}

static inline void check_provider_run(const struct check_provider *row,
				      check_find_fn *find)
{
	static const volatile sig_atomic_t stop;
	struct server *server = server_start(row->script, ROWS(row->script));
	char *url = strdup(server_url(server)), *config = NULL;
	struct settings settings;
	struct check_files files;
	struct buf notes = { 0 };
	struct cred cred;
	struct err err = { 0 };
	bool found = false;
	long off = row->now ? (long)(row->now - time(NULL)) : 0;
	int rc;

	url[strlen(url) - 1] = '\0';
	check_files_make(&files, NULL, NULL);
	if (row->config) {
		config = check_expand(row->config, url, files.dir);
		check_write(files.config.data, config);
	}
	check_provider_file(row, files.dir, true);
	check_environment(row, url, files.dir, &settings);
	struct provider p = {
		.settings = &settings, .named = row->named,
		.files = check_files_open(&files, settings.env_profile),
		.region = "us-west-2", .stop = &stop, .note = check_note,
		.ctx = &notes, .clock_off = &off,
	};
	p.profile = profile_name(p.files);
	ck_assert_msg(profile_load(p.files, &err) == 0, "%s: %s", row->what,
		      err.text);
	cred_init(&cred);
	rc = find(&p, &cred, &found, &err);
	check_outcome(row, rc, found, &cred, &err, url, files.dir);
	check_text(row->what, buf_str(&notes), "");
	if (row->learns)
		ck_assert_msg(off <= row->learns && off >= row->learns - 2,
			      "%s: %ld", row->what, off);
	server_stop(server);
	ck_assert_msg(server_count(server) == row->requests,
		      "%s: %zu requests", row->what, server_count(server));
	for (size_t i = 0; i < ROWS(row->asked) && row->asked[i]; i++)
		ck_assert_msg(server_holding(server, row->asked[i]) > 0,
			      "%s: no request has %s; the first: %s", row->what,
			      row->asked[i], row->requests
			      ? server_request(server, 0) : "nothing");
	check_provider_file(row, files.dir, false);
	cred_release(&cred);
	profile_free(p.files);
	check_files_remove(&files);
	server_free(server);
	free(config);
	free(url);
	buf_release(&notes);
}

#endif
