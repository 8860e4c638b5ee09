/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-sandbox: a local endpoint to rehearse on. */
#include <errno.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "address.h"
#include "api.h"
#include "environment.h"
#include "err.h"
#include "run.h"
#include "server.h"
#include "state.h"

#define DEFAULT_FOREGROUND "127.0.0.1:8773"
#define DEFAULT_COMMAND "127.0.0.1:0"

struct settings {
	const char *listen, *database, *cert, *key;
	bool anywhere, help, version;
	char **command;			/* NULL: serve in the foreground */
};

/* An option is either a flag or a text, by which of the two it has. */
struct option_row {
	char letter;			/* 0: none */
	const char *name, *value, *help;
	bool *flag;
	const char **text;
};

enum { OPTIONS = 7 };

/* Letters that getopt_long returns for options without one. */
enum { NO_LETTER = 256 };

/* The table lives with its settings, so nothing is writable at file scope. */
static void make_table(struct option_row rows[OPTIONS], struct settings *s)
{
	const struct option_row all[OPTIONS] = {
		{ 'l', "listen", "ADDRESS:PORT", "listen there ("
		  DEFAULT_FOREGROUND "; with COMMAND any free port)", NULL,
		  &s->listen },
		{ 'd', "database", "FILE", "keep the state in a SQLite file",
		  NULL, &s->database },
		{ 'c', "cert", "FILE", "serve TLS with this certificate (PEM)",
		  NULL, &s->cert },
		{ 'k', "key", "FILE", "the certificate's private key (PEM)",
		  NULL, &s->key },
		{ 0, "listen-anywhere", NULL, "allow addresses that are not "
		  "loopback", &s->anywhere, NULL },
		{ 'h', "help", NULL, "show this help", &s->help, NULL },
		{ 0, "version", NULL, "show the version", &s->version, NULL },
	};

	memcpy(rows, all, sizeof(all));
}

static void print_usage(const struct option_row *rows)
{
	printf("usage: ec2-sandbox [options] [COMMAND [ARG...]]\n"
	       "\n"
	       "Serves a rehearsal's EC2 endpoint while COMMAND runs in its "
	       "environment;\n"
	       "without COMMAND prints that environment for another shell, "
	       "and serves until\n"
	       "SIGINT or SIGTERM.\n"
	       "\n");
	for (size_t i = 0; i < OPTIONS; i++) {
		char left[64], letter[8] = "    ";

		if (rows[i].letter)
			(void)snprintf(letter, sizeof(letter), "-%c, ",
				       rows[i].letter);
		(void)snprintf(left, sizeof(left), "%s--%s%s%s", letter,
			       rows[i].name, rows[i].value ? " " : "",
			       rows[i].value ? rows[i].value : "");
		printf("  %-27s %s\n", left, rows[i].help);
	}
}

/* Fills in what getopt_long wants to know. */
static void make_getopt(const struct option_row *rows, char *letters,
			struct option *longs)
{
	*letters++ = '+';	/* options end at COMMAND */
	*letters++ = ':';	/* a missing value is no unknown option */
	for (size_t i = 0; i < OPTIONS; i++) {
		longs[i].name = rows[i].name;
		longs[i].has_arg = rows[i].text ? required_argument :
						  no_argument;
		longs[i].val = NO_LETTER + (int)i;
		if (!rows[i].letter)
			continue;
		*letters++ = rows[i].letter;
		if (rows[i].text)
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
		return err_usage(err, "there is no option -%c", optopt);
	return err_usage(err, "there is no option %s, or it is used wrongly",
			 at);
}

static int check_settings(const struct settings *s, struct err *err)
{
	if (!s->cert != !s->key)
		return err_usage(err, "-c and -k go together");
	if (s->database && !*s->database)
		return err_usage(err, "-d: the name is empty");
	return 0;
}

static int parse(int argc, char **argv, const struct option_row *rows,
		 struct settings *s, struct err *err)
{
	struct option longs[OPTIONS + 1] = {{0}};
	char letters[2 * OPTIONS + 3];
	int found;

	make_getopt(rows, letters, longs);
	opterr = 0;
	while ((found = getopt_long(argc, argv, letters, longs, NULL)) != -1) {
		size_t i = 0;

		if (found == '?' || found == ':')
			return refuse_option(argc, argv, found, err);
		while (found != NO_LETTER + (int)i && found != rows[i].letter)
			i++;
		if (rows[i].text)
			*rows[i].text = optarg;
		else
			*rows[i].flag = true;
	}
	if (optind < argc)
		s->command = argv + optind;
	return check_settings(s, err);
}

static int report(const struct err *err)
{
	fprintf(stderr, "ec2-sandbox: %s\n", err->text);
	if (err->kind != ERR_USAGE)
		return 1;
	fprintf(stderr, "try 'ec2-sandbox -h'\n");
	return 2;
}

static int flush_output(struct err *err)
{
	if (fflush(stdout) == 0 && !ferror(stdout))
		return 0;
	return err_errno(err, errno, "standard output");
}

static int print_environment(const struct environment *e, struct err *err)
{
	struct buf text = {0};
	int rc = environment_print(e, &text, err);

	if (!rc) {
		(void)fwrite(text.data, 1, text.len, stdout);
		rc = flush_output(err);
	}
	buf_release(&text);
	return rc;
}

/* Everything is there: runs the command, or waits. */
static int rehearse(const struct settings *s, const struct run *run,
		    struct environment *e, int *status, struct err *err)
{
	char **vector;

	*status = 0;
	if (s->command) {
		if (environment_vector(e, &vector, err))
			return -1;
		return run_command(run, s->command, vector, status, err);
	}
	if (print_environment(e, err))
		return -1;
	return run_wait(run, err);
}

/* What a wrong command line would spoil comes after what it is refused by:
 * a database is made only when there is a socket. */
static int serve(const struct settings *s, int *status, struct err *err)
{
	struct address address = { .fd = -1 };
	struct environment environment = {0};
	struct server *server = NULL;
	struct state *state = NULL;
	struct api *api = NULL;
	char url[128];
	struct run run;
	int rc = -1;

	if (run_block(&run, err) ||
	    address_listen(&address, s->listen, s->anywhere, err) ||
	    state_open(&state, s->database, err) || api_new(&api, state, err))
		goto out;
	(void)snprintf(url, sizeof(url), "%s://%s",
		       s->cert ? "https" : "http", address.authority);
	const struct server_config config = {
		.address = &address, .cert = s->cert, .key = s->key,
		.api = api,
	};
	if (environment_make(&environment, state, url, s->cert, err) ||
	    server_start(&server, &config, err) || run_narrow(&run, err))
		goto out;
	rc = rehearse(s, &run, &environment, status, err);
out:
	server_stop(server);
	environment_release(&environment);
	api_free(api);
	state_free(state);
	return rc;
}

int main(int argc, char **argv)
{
	struct option_row rows[OPTIONS];
	struct settings settings = {0};
	struct err err;
	int status = 0;

	make_table(rows, &settings);
	if (parse(argc, argv, rows, &settings, &err))
		return report(&err);
	if (settings.help)
		print_usage(rows);
	else if (settings.version)
		printf("ec2-sandbox " EC2_VERSION "\n");
	if (settings.help || settings.version)
		return flush_output(&err) ? report(&err) : 0;
	if (!settings.listen)
		settings.listen = settings.command ? DEFAULT_COMMAND :
						     DEFAULT_FOREGROUND;
	if (serve(&settings, &status, &err)) {
		int failed = report(&err);

		status = status ? status : failed;
	}
	return status;
}
