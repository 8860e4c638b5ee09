/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * ec2-product-tools: all commands in one static file.
 *
 * A link to the file runs the command that the link is named after.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/crypto.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/similar.h"
#include "cli/program.h"
#include "heap.h"

static const char self[] = "ec2-product-tools";

/* static.mk writes commands.h, which has a line COMMAND(NAME, MAIN) for each
 * command and a line ALIAS(NAME, MAIN, COMMAND) for each alias. */
#define COMMAND(name, main) int main(int argc, char **argv);
#define ALIAS(name, main, command)
#include "commands.h"
#undef COMMAND
#undef ALIAS

static const struct name {
	const char *name;
	int (*main)(int argc, char **argv);
	const char *command;		/* for an alias, the name of its
					 * command; otherwise NULL */
} names[] = {
#define COMMAND(name, main) { name, main, NULL },
#define ALIAS(name, main, command) { name, main, command },
#include "commands.h"
#undef COMMAND
#undef ALIAS
};

enum { NAMES = sizeof(names) / sizeof(*names) };

static const struct name *find(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0)
			return &names[i];
	return NULL;
}

/* Returns the name that is most similar to NAME, or NULL if no name is
 * similar. */
static const char *find_similar(const char *name)
{
	struct similar s = { .word = name, .len = strlen(name) };

	for (size_t i = 0; i < NAMES; i++)
		similar_offer(&s, names[i].name);
	return s.best;
}

static int fail(const struct err *err)
{
	program_say(self, err->text);
	return err->kind == ERR_USAGE ? 2 : 1;
}

static int unknown(const char *name)
{
	const char *meant = find_similar(name);
	struct err err;

	if (meant)
		err_usage(&err, "%s: unknown command; did you mean %s?", name,
			  meant);
	else
		err_usage(&err, "%s: unknown command; %s -h lists the commands",
			  name, self);
	return fail(&err);
}

static int print(struct buf *text)
{
	struct err err;
	int rc = buf_check(text, "standard output", &err);

	if (!rc) {
		(void)fwrite(text->data, 1, text->len, stdout);
		if (fflush(stdout) || ferror(stdout))
			rc = err_errno(&err, errno, "standard output");
	}
	buf_release(text);
	return rc ? fail(&err) : 0;
}

static int list(void)
{
	struct buf text = { 0 };

	buf_printf(&text, "usage: %s COMMAND [ARGUMENT...]\n"
		   "       %s --install DIR\n\n"
		   "A link to this file runs the command that the link is "
		   "named after.\n--install makes a link in DIR for each "
		   "command.  The commands are:\n", self, self);
	for (size_t i = 0; i < NAMES; i++)
		buf_printf(&text, names[i].command ? " %s" : "\n    %s",
			   names[i].name);
	buf_puts(&text, "\n");
	return print(&text);
}

static int version(void)
{
	struct buf text = { 0 };

	buf_printf(&text, "%s %s\n", self, EC2_VERSION);
	return print(&text);
}

/* Returns this program's path, which the caller frees, or NULL. */
static char *own_path(const char *argv0)
{
	char *path = realpath("/proc/self/exe", NULL);

	if (!path && strchr(argv0, '/'))
		path = realpath(argv0, NULL);
	return path;
}

/* Returns the target for links in DIR, which the caller frees: the path of this
 * program.  If this program is in DIR, the target is only the program's file
 * name, so that the user can move DIR. */
static char *link_text(const char *dir, const char *argv0, struct err *err)
{
	char *path = own_path(argv0), *real = realpath(dir, NULL), *slash;

	if (!real) {
		err_errno(err, errno, "%s", dir);
	} else if (!path) {
		err_set(err, "--install: without /proc, call %s by its path",
			self);
	} else {
		slash = strrchr(path, '/');
		if (strncmp(path, real, (size_t)(slash - path)) == 0 &&
		    strlen(real) == (size_t)(slash - path))
			memmove(path, slash + 1, strlen(slash));
		free(real);
		return path;
	}
	free(real);
	free(path);
	return NULL;
}

/* Makes a symbolic link, which may replace only a symbolic link. */
static int make_link(const char *dir, const char *name, const char *text,
		     struct err *err)
{
	struct buf path = { 0 };
	struct stat st;
	int rc;

	buf_printf(&path, "%s/%s", dir, name);
	rc = buf_check(&path, name, err);
	if (!rc && lstat(path.data, &st) == 0) {
		if (!S_ISLNK(st.st_mode))
			rc = err_set(err, "%s: exists and is not a symbolic link",
				     path.data);
		else if (unlink(path.data))
			rc = err_errno(err, errno, "%s", path.data);
	}
	if (!rc && symlink(text, path.data))
		rc = err_errno(err, errno, "%s", path.data);
	buf_release(&path);
	return rc;
}

static int install(const char *dir, const char *argv0)
{
	struct err err;
	char *text = link_text(dir, argv0, &err);
	int rc = text ? 0 : -1;

	for (size_t i = 0; !rc && i < NAMES; i++)
		rc = make_link(dir, names[i].name, text, &err);
	free(text);
	return rc ? fail(&err) : 0;
}

int main(int argc, char **argv)
{
	const char *slash = argc ? strrchr(argv[0], '/') : NULL;
	const struct name *name = argc ? find(slash ? slash + 1 : argv[0])
				       : NULL;
	struct err err;

	heap_keep();
	/* The machine's openssl.cnf may name modules that our OpenSSL lacks, so
	 * we do not load it. */
	(void)OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
	if (name)
		return name->main(argc, argv);
	if (argc < 2 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "--help") == 0)
		return list();
	if (strcmp(argv[1], "--version") == 0)
		return version();
	name = find(argv[1]);
	if (name)
		return name->main(argc - 1, argv + 1);
	if (strcmp(argv[1], "--install") != 0)
		return unknown(argv[1]);
	if (argc != 3) {
		err_usage(&err, "--install: name one directory");
		return fail(&err);
	}
	return install(argv[2], argv[0]);
}
