/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line. */
#include "cmdline.h"

#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/similar.h"
#include "state/seed_kinds.h"
#include "values/id.h"

#define DEFAULT_FOREGROUND "127.0.0.1:8773"
#define DEFAULT_COMMAND "127.0.0.1:0"

enum kind { FLAG, TEXT, METADATA };

static const struct option_row {
	char letter;			/* 0: none */
	const char *name, *value, *help;
	enum kind kind;
	size_t offset;			/* in struct cmdline */
} rows[] = {
	{ 'l', "listen", "ADDRESS:PORT", "listen there (" DEFAULT_FOREGROUND
	  "; COMMAND: any port)", TEXT,
	  offsetof(struct cmdline, listen) },
	{ 'd', "database", "FILE", "keep the state in a SQLite file", TEXT,
	  offsetof(struct cmdline, database) },
	{ 's', "seed", "FILE", "begin with the state in FILE (below)", TEXT,
	  offsetof(struct cmdline, seed) },
	{ 0, "dump", NULL, "print the state in that form, and end", FLAG,
	  offsetof(struct cmdline, dump) },
	{ 'm', "metadata", "INSTANCE=ADDRESS:PORT", "serve an instance's "
	  "metadata there", METADATA, 0 },
	{ 0, "imds-v2-only", NULL, "refuse metadata requests without a token",
	  FLAG, offsetof(struct cmdline, needs_token) },
	{ 0, "identity-certificate", NULL, "print the certificates that sign "
	  "identity documents, and end", FLAG,
	  offsetof(struct cmdline, identity_certificate) },
	{ 'f', "faults", "NAME=VALUE,...", "throttle, error, reset, truncate, "
	  "delay, seed", TEXT,
	  offsetof(struct cmdline, faults) },
	{ 'c', "cert", "FILE", "serve TLS with this certificate (PEM)", TEXT,
	  offsetof(struct cmdline, cert) },
	{ 'k', "key", "FILE", "the certificate's private key (PEM)", TEXT,
	  offsetof(struct cmdline, key) },
	{ 0, "listen-anywhere", NULL, "allow addresses that are not loopback",
	  FLAG, offsetof(struct cmdline, anywhere) },
	{ 'h', "help", NULL, "show this help", FLAG,
	  offsetof(struct cmdline, help) },
	{ 0, "version", NULL, "show the version", FLAG,
	  offsetof(struct cmdline, version) },
};

enum {
	ROWS = sizeof(rows) / sizeof(rows[0]),
	/* What getopt_long returns for the first of them. */
	NO_LETTER = 256,
	/* After one dash a shorter word is always letters. */
	NEAR_MIN = 5,
};

void cmdline_help(struct buf *out)
{
	buf_puts(out, "usage: ec2-sandbox [options] [COMMAND [ARG...]]\n\n"
		 "Serves a rehearsal's EC2 endpoint while COMMAND runs in its "
		 "environment;\nwithout COMMAND prints that environment for "
		 "another shell, and serves until\nSIGINT or SIGTERM.\n\n");
	for (size_t i = 0; i < ROWS; i++) {
		char left[80], letter[8] = "    ";

		if (rows[i].letter)
			(void)snprintf(letter, sizeof(letter), "-%c, ",
				       rows[i].letter);
		(void)snprintf(left, sizeof(left), "%s--%s%s%s", letter,
			       rows[i].name, rows[i].value ? " " : "",
			       rows[i].value ? rows[i].value : "");
		if (strlen(left) > 26)
			buf_printf(out, "  %s\n%30s", left, "");
		else
			buf_printf(out, "  %-27s ", left);
		buf_printf(out, "%s\n", rows[i].help);
	}
	buf_puts(out, "\nA state is one thing a line: its kind and its fields "
		 "as NAME=VALUE, separated\nby tabs. Lists have commas. Those "
		 "in brackets may be left out.\n\n");
	seed_kinds_help(out);
}

/* Fills in what getopt_long wants to know. */
static void make_getopt(char *letters, struct option *longs)
{
	*letters++ = '+';	/* options end at COMMAND */
	*letters++ = ':';	/* a missing value is no unknown option */
	for (size_t i = 0; i < ROWS; i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg = rows[i].kind == FLAG ? no_argument :
							  required_argument;
		longs[i].val = NO_LETTER + (int)i;
		if (!rows[i].letter)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].kind != FLAG)
			*letters++ = ':';
	}
	*letters = '\0';
}

static int refuse_option(int argc, char **argv, int found, struct err *err)
{
	const char *at = argv[optind > 0 ? optind - 1 : 0];

	if (found == ':')
		return err_usage(err, "%s needs a value", at);
	if (optopt > 0 && optopt < NO_LETTER)
		return err_usage(err, "unknown option -%c", optopt);
	if (optopt >= NO_LETTER)
		return err_usage(err, "%s takes no value", at);
	return err_usage(err, "option %s is unknown, or takes no value",
			 at);
}

static int add_metadata(struct cmdline *c, const char *value,
			struct err *err)
{
	struct cmdline_metadata *m = &c->metadata[c->metadata_count];
	size_t len = value ? strcspn(value, "=") : 0;

	if (!value || !value[len] || len >= sizeof(m->instance))
		return err_usage(err, "-m: '%s' is not INSTANCE=ADDRESS:PORT",
				 value ? value : "");
	if (c->metadata_count == CMDLINE_METADATA_MAX)
		return err_usage(err, "-m: given more than %d times",
				 CMDLINE_METADATA_MAX);
	(void)snprintf(m->instance, sizeof(m->instance), "%.*s", (int)len,
		       value);
	if (!id_is_valid(m->instance, "i-"))
		return err_usage(err, "-m: '%s' is not an instance's id",
				 m->instance);
	m->address = value + len + 1;
	c->metadata_count++;
	return 0;
}

static int take(struct cmdline *c, const struct option_row *row,
		const char *value, struct err *err)
{
	void *at = (char *)c + row->offset;

	if (row->kind == METADATA)
		return add_metadata(c, value, err);
	if (row->kind == TEXT)
		*(const char **)at = value;
	else
		*(bool *)at = true;
	return 0;
}

/* The row whose name stands whole in WORD, up to a `=`; else NULL, and in *NEAR
 * one of which it is the start, or that it is like. */
static const struct option_row *find_name(const char *word,
					  const struct option_row **near)
{
	size_t len = strcspn(word, "=");

	*near = NULL;
	for (size_t i = 0; i < ROWS; i++) {
		const char *name = rows[i].name;

		if (strncmp(name, word, len) == 0 && !name[len])
			return &rows[i];
		if (len >= NEAR_MIN && (strncmp(name, word, len) == 0 ||
					similar_enough(word, len, name)))
			*near = &rows[i];
	}
	return NULL;
}

/* Takes a word of one dash and a whole name, and its value; *TAKEN says
 * whether the next word is one.  What is nearly a name is refused. */
static int take_name(struct cmdline *c, int argc, char **argv, bool *taken,
		     struct err *err)
{
	const char *word = optind < argc ? argv[optind] : "", *value;
	const struct option_row *row, *near;

	*taken = false;
	if (word[0] != '-' || !word[1] || word[1] == '-' || !word[2])
		return 0;
	row = find_name(word + 1, &near);
	if (near && !row)
		return err_usage(err, "is %s --%s, or -%c and letters?  Write "
				 "the one that is meant", word, near->name,
				 word[1]);
	if (!row)
		return 0;
	*taken = true;
	optind++;
	value = strchr(word, '=');
	if (row->kind == FLAG && value)
		return err_usage(err, "-%s takes no value", word);
	if (row->kind != FLAG && !value && optind == argc)
		return err_usage(err, "-%s needs a value", word);
	if (value)
		value++;
	else if (row->kind != FLAG)
		value = argv[optind++];
	return take(c, row, value, err);
}

/* One `=` right after a letter does not belong to its value. */
static int take_letter(struct cmdline *c, const struct option_row *row,
		       char **argv, struct err *err)
{
	const char *value = optarg;

	if (value && value != argv[optind - 1] && *value == '=' &&
	    argv[optind - 1][1] != '-' && !*++value)
		return err_usage(err, "-%c: the value is empty", row->letter);
	return take(c, row, value, err);
}

static int check(struct cmdline *c, struct err *err)
{
	if (!c->cert != !c->key)
		return err_usage(err, "-c and -k go together");
	if (c->database && !*c->database)
		return err_usage(err, "-d: the name is empty");
	if (c->needs_token && !c->metadata_count)
		return err_usage(err, "--imds-v2-only goes with -m");
	if (c->dump && (c->command || c->metadata_count || c->listen ||
			c->faults))
		return err_usage(err, "--dump serves nothing: it goes with -d "
				 "and -s alone");
	if (c->identity_certificate &&
	    (c->command || c->metadata_count || c->listen || c->faults))
		return err_usage(err, "--identity-certificate serves nothing: "
				 "it goes alone");
	if (!c->listen)
		c->listen = c->command ? DEFAULT_COMMAND : DEFAULT_FOREGROUND;
	return 0;
}

int cmdline_parse(struct cmdline *out, int argc, char **argv,
		  struct err *err)
{
	struct option longs[ROWS + 1] = {{0}};
	char letters[2 * ROWS + 3];
	int found;

	make_getopt(letters, longs);
	opterr = 0;
	for (;;) {
		size_t i = 0;
		bool taken;

		if (take_name(out, argc, argv, &taken, err))
			return -1;
		if (taken)
			continue;
		found = getopt_long(argc, argv, letters, longs, NULL);
		if (found == -1)
			break;
		if (found == '?' || found == ':')
			return refuse_option(argc, argv, found, err);
		while (found != NO_LETTER + (int)i && found != rows[i].letter)
			i++;
		if (take_letter(out, &rows[i], argv, err))
			return -1;
	}
	if (optind < argc)
		out->command = argv + optind;
	return check(out, err);
}
