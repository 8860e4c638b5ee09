/* SPDX-License-Identifier: BSD-2-Clause */
/* ec2-sandbox: a local EC2 endpoint to rehearse with. */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/codec.h"
#include "base/digest.h"
#include "base/err.h"
#include "cmdline.h"
#include "endpoint/dispatch.h"
#include "endpoint/inject.h"
#include "endpoint/journal.h"
#include "metadata/document_signature.h"
#include "metadata/metadata_service.h"
#include "rehearsal/environment.h"
#include "rehearsal/ready.h"
#include "rehearsal/run.h"
#include "server/address.h"
#include "server/server.h"
#include "state/dump.h"
#include "state/private_copy.h"
#include "state/seed.h"
#include "state/state.h"

enum { TOKEN_BYTES = 16 };

struct service {
	struct address address;
	struct metadata *metadata;
	struct server *server;
};

struct rehearsal {
	struct run run;
	struct address address;
	struct inject inject;
	struct state *state;
	struct dispatch *dispatch;
	struct server *server;
	struct environment environment;
	struct service services[CMDLINE_METADATA_MAX];
	size_t service_count;
	char url[320];
	char authority[300];		/* --advertise as HOST:PORT, or "" */
	char token[2 * TOKEN_BYTES + 1];	/* random token for /reset */
	FILE *journal;			/* the log, or NULL */
};

static int report_error(const struct err *err)
{
	fprintf(stderr, "ec2-sandbox: %s\n", err->text);
	if (err->kind != ERR_USAGE)
		return 1;
	fprintf(stderr, "try 'ec2-sandbox -h'\n");
	return 2;
}

/* Prints TEXT and releases it. */
static int print_text(struct buf *text, struct err *err)
{
	int rc = buf_check(text, "standard output", err);

	if (!rc && text->len)
		(void)fwrite(text->data, 1, text->len, stdout);
	if (!rc && (fflush(stdout) || ferror(stdout)))
		rc = err_errno(err, errno, "standard output");
	buf_release(text);
	return rc;
}

static int print_environment(const struct environment *e, struct err *err)
{
	struct buf text = { 0 };

	if (environment_print(e, &text, err) == 0)
		return print_text(&text, err);
	buf_release(&text);
	return -1;
}

static int make_service(struct rehearsal *r, const struct cmdline *c,
			const struct cmdline_metadata *m, struct err *err)
{
	struct service *s = &r->services[r->service_count];
	const struct metadata_config config = {
		.state = r->state, .instance = m->instance,
		.needs_token = c->needs_token, .anywhere = c->anywhere,
	};

	if (address_listen(&s->address, m->address, c->anywhere, err))
		return err_prefix(err, "-m");
	r->service_count++;
	return metadata_service_new(&s->metadata, &config, err);
}

static int start_service(const struct rehearsal *r, struct service *s,
			 struct err *err)
{
	const struct server_config server = {
		.address = &s->address,
		.site = metadata_service_site(s->metadata),
		.servers = 1 + r->service_count,
	};

	return server_start(&s->server, &server, err);
}

/* Returns the token that /reset requires: that of --reset-token, or else a
 * random token.  With --listen-anywhere and no --reset-token, returns NULL, and
 * the sandbox refuses every /reset. */
static const char *reset_token(const struct rehearsal *r,
			       const struct cmdline *c)
{
	if (c->reset_token)
		return c->reset_token;
	return c->anywhere ? NULL : r->token;
}

static int prepare_reset(struct rehearsal *r, struct err *err)
{
	unsigned char bytes[TOKEN_BYTES];

	if (digest_random(bytes, sizeof(bytes), err))
		return -1;
	codec_hex(bytes, sizeof(bytes), r->token);
	return state_keep(r->state, err);
}

static int start_server(struct rehearsal *r, const struct cmdline *c,
			struct err *err)
{
	const struct dispatch_config config = {
		.state = r->state, .anywhere = c->anywhere,
		.is_tls = c->cert != NULL, .instant = c->instant,
		.inject = c->faults ? &r->inject : NULL,
		.journal = r->journal,
		.advertised = *r->authority ? r->authority : NULL,
		.reset_token = reset_token(r, c),
	};
	struct server_config server = {
		.address = &r->address, .cert = c->cert, .key = c->key,
		.delay_ms = r->inject.delay_ms,
		.servers = 1 + r->service_count,
	};

	if (dispatch_new(&r->dispatch, &config, err))
		return -1;
	server.site = dispatch_site(r->dispatch);
	return server_start(&r->server, &server, err);
}

static int make_environment(struct rehearsal *r, const struct cmdline *c,
			    struct err *err)
{
	const char *colon = c->advertise ? strrchr(c->advertise, ':') : NULL;
	char metadata[128];
	const struct environment_config config = {
		.url = r->url, .cert = c->cert,
		.metadata_url = r->service_count ? metadata : NULL,
		.advertised = c->advertise ? r->authority : NULL,
		.reset_token = reset_token(r, c),
	};

	/* A colon after the last bracket of HOST[:PORT] precedes the port,
	 * because an IPv6 address is in brackets. */
	if (c->advertise)
		(void)snprintf(r->authority, sizeof(r->authority), "%s%s",
			       c->advertise, colon && !strchr(colon, ']') ? "" :
			       strrchr(r->address.authority, ':'));
	(void)snprintf(r->url, sizeof(r->url), "%s://%s",
		       c->cert ? "https" : "http", c->advertise ?
		       r->authority : r->address.authority);
	(void)snprintf(metadata, sizeof(metadata), "http://%s",
		       r->services[0].address.authority);
	return environment_make(&r->environment, r->state, &config, err);
}

/* Starts the servers of a rehearsal.  Listens before opening the database, so
 * that a wrong --listen creates no file.  Once the first server runs, other
 * threads use the state too. */
static int start_rehearsal(struct rehearsal *r, const struct cmdline *c,
			   struct err *err)
{
	if (c->faults && inject_parse(&r->inject, c->faults, err))
		return err_prefix(err, "-f");
	if (address_listen(&r->address, c->listen, c->anywhere, err) ||
	    seed_open(&r->state, c->database, c->seed, err) ||
	    run_block(&r->run, err))
		return -1;
	for (size_t i = 0; i < c->metadata_count; i++)
		if (make_service(r, c, &c->metadata[i], err))
			return -1;
	if ((c->log && journal_open(&r->journal, c->log, err)) ||
	    prepare_reset(r, err) || make_environment(r, c, err) ||
	    start_server(r, c, err))
		return -1;
	for (size_t i = 0; i < r->service_count; i++)
		if (start_service(r, &r->services[i], err))
			return -1;
	return run_narrow(&r->run, err);
}

static int rehearse(struct rehearsal *r, const struct cmdline *c,
		    int *status, struct err *err)
{
	char **vector;

	if (ready_tell((int)c->ready_fd, r->url, err))
		return -1;
	if (c->command) {
		if (environment_vector(&r->environment, &vector, err))
			return -1;
		return run_command(&r->run, c->command, vector, status, err);
	}
	if (print_environment(&r->environment, err))
		return -1;
	return run_wait(&r->run, err);
}

static void end_rehearsal(struct rehearsal *r)
{
	server_stop(r->server);
	for (size_t i = 0; i < r->service_count; i++) {
		server_stop(r->services[i].server);
		metadata_service_free(r->services[i].metadata);
	}
	environment_release(&r->environment);
	dispatch_free(r->dispatch);
	state_free(r->state);
	if (r->journal && r->journal != stdout)
		(void)fclose(r->journal);
}

static int serve_rehearsal(const struct cmdline *c, int *status,
			   struct err *err)
{
	struct rehearsal r = { .address = { .fd = -1 } };
	int rc = start_rehearsal(&r, c, err);

	if (!rc)
		rc = rehearse(&r, c, status, err);
	end_rehearsal(&r);
	return rc;
}

static int dump_from(const char *database, const char *seed, struct err *err)
{
	struct buf text = { .max = SEED_MAX };
	struct state *state = NULL;
	int rc = database ? state_open(&state, database, false, err) :
		 seed_open(&state, NULL, seed, err);

	if (!rc)
		rc = dump_state(state, &text, err);
	if (!rc)
		rc = print_text(&text, err);
	state_free(state);
	buf_release(&text);
	return rc;
}

/* Prints the state without creating a database.  If the database is read-only,
 * reads a copy, because SQLite writes files beside a database that it reads. */
static int print_dump(const struct cmdline *c, struct err *err)
{
	struct private_copy copy = { { 0 } };
	const char *file = c->database;
	int rc;

	if (!file)
		return dump_from(NULL, c->seed, err);
	if (access(file, R_OK))
		rc = errno == ENOENT ? err_set(err, "there is no such file") :
		     err_set(err, "not readable (%s)", strerror(errno));
	else if (access(file, W_OK) == 0)
		rc = dump_from(file, NULL, err);
	else if ((rc = private_copy_make(&copy, file, err)) == 0)
		rc = dump_from(buf_str(&copy.file), NULL, err);
	private_copy_remove(&copy);
	return rc ? err_prefix(err, "database %s", file) : 0;
}

static int print_fixed_text(const struct cmdline *c, struct err *err)
{
	struct buf text = { 0 };

	if (c->help)
		cmdline_help(&text);
	else if (!c->version)
		document_signature_certificates(&text);
	else
		buf_puts(&text, "ec2-sandbox " EC2_VERSION "\n");
	return print_text(&text, err);
}

int main(int argc, char **argv)
{
	struct cmdline cmdline = { 0 };
	struct err err;
	int status = 0, rc;

	if (cmdline_parse(&cmdline, argc, argv, &err))
		return report_error(&err);
	if (cmdline.help || cmdline.version || cmdline.identity_certificate)
		rc = print_fixed_text(&cmdline, &err);
	else if (cmdline.is_ready)
		rc = ready_ask(cmdline.is_ready, cmdline.cert, &err);
	else if (cmdline.dump)
		rc = print_dump(&cmdline, &err);
	else
		rc = serve_rehearsal(&cmdline, &status, &err);
	if (rc) {
		int failed = report_error(&err);

		status = status ? status : failed;
	}
	return status;
}
