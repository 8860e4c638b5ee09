/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * replay: an endpoint on loopback that answers from files while one command
 * runs.
 *
 *     replay DIR COMMAND [ARG...]
 *
 * replay listens on a free port of 127.0.0.1, replaces @URL@ in COMMAND's words
 * by http://127.0.0.1:PORT, and runs COMMAND.  replay exits with COMMAND's exit
 * status, or with 128 plus the number of the signal that ended COMMAND.  The
 * exit status is 125 if replay itself fails, and 127 if COMMAND cannot be run.
 *
 * The answer to the N-th request of an action is DIR/ACTION.N.STATUS.xml.  If
 * this file is missing, the answer is DIR/ACTION.STATUS.xml.  If both files are
 * missing, the answer is 400 InvalidAction.  STATUS is the HTTP status in three
 * digits.  A file NAME.cut beside NAME.xml holds a number.  replay closes the
 * connection after this number of bytes of the body, although Content-Length is
 * the length of the whole body.  DIR/headers may have lines `Name: value`,
 * which replay sends with every answer.  A Date in DIR/headers replaces the
 * true date.
 *
 * $REPLAY_REQUESTS names a file to which replay adds a line for each request.
 * The line has the parameters of the request, sorted, and percent-encoded as in
 * a form.  The line lacks Version, the parameters of the signature, and
 * parameters that only repeat a default.  For an unsigned request, replay adds
 * the line `unsigned`.
 *
 * After a request has set product codes, replay answers a read of product codes
 * with these codes, and does not record the read.  The recorded requests are
 * therefore the same whether or not a command reads its change back.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <microhttpd.h>

#include "aws/canon.h"
#include "base/buf.h"
#include "base/codec.h"
#include "base/err.h"
#include "base/num.h"
#include "base/params.h"

enum { STATUS_SELF = 125, BODY_MAX = 1 << 20, COUNTS_MAX = 64 };

static const char *const signing[] = {
	"AWSAccessKeyId", "Expires", "SecurityToken", "Signature",
	"SignatureMethod", "SignatureVersion", "Timestamp", "Version",
};

static const char *const defaults[][2] = {
	{ "DisableApiTermination", "false" },
	{ "EbsOptimized", "false" },
	{ "Monitoring.Enabled", "false" },
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The number of requests of one action. */
struct tally {
	struct buf action;
	unsigned n;
};

/* The state of the server.  While the server runs, only the server's one thread
 * uses this state. */
struct replay {
	const char *dir;
	FILE *record;			/* file to write requests to, or NULL */
	struct buf headers;		/* the lines of DIR/headers, as
					 * strings */
	struct buf codes;		/* the product codes of the last write,
					 * as XML */
	struct tally tallies[COUNTS_MAX];
};

/* An answer.  The body is a file of any size, or a text in `body`. */
struct answer {
	unsigned status;
	int fd;		/* the file, or -1 for a text */
	struct buf body;
	size_t len;
	size_t cut;	/* number of bytes to send; `len` if all */
};

static int open_body(const char *path, struct answer *out, struct err *err)
{
	struct stat about;

	out->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (out->fd < 0 || fstat(out->fd, &about) < 0)
		return err_errno(err, errno, "%s", path);
	out->len = out->cut = (size_t)about.st_size;
	return 0;
}

static void use_text_body(struct answer *out)
{
	out->len = out->cut = out->body.len;
}

static int read_file(const char *path, struct buf *out, struct err *err)
{
	FILE *f = fopen(path, "rb");
	char block[4096];
	size_t n;

	if (!f)
		return err_errno(err, errno, "%s", path);
	while ((n = fread(block, 1, sizeof(block), f)) > 0)
		buf_append(out, block, n);
	fclose(f);
	return buf_check(out, path, err);
}

static bool is_ignored(const char *name, const char *value)
{
	for (size_t i = 0; i < COUNT(signing); i++)
		if (strcmp(name, signing[i]) == 0)
			return true;
	for (size_t i = 0; i < COUNT(defaults); i++)
		if (strcmp(name, defaults[i][0]) == 0 &&
		    strcmp(value, defaults[i][1]) == 0)
			return true;
	return false;
}

static int parse_pair(struct params *out, const char *text, size_t len,
		      struct err *err)
{
	const char *equals = memchr(text, '=', len);
	size_t name_len = equals ? (size_t)(equals - text) : len;
	struct buf name = { 0 }, value = { 0 };
	int rc = -1;

	if (codec_form_decode(&name, text, name_len, err))
		goto out;
	if (equals && codec_form_decode(&value, equals + 1,
					len - name_len - 1, err))
		goto out;
	rc = params_add(out, buf_str(&name), buf_str(&value), err);
out:
	buf_release(&name);
	buf_release(&value);
	return rc;
}

static int parse_form(struct params *out, const char *text, struct err *err)
{
	while (*text) {
		size_t len = strcspn(text, "&");

		if (len && parse_pair(out, text, len, err))
			return -1;
		text += len;
		text += *text == '&';
	}
	return 0;
}

static unsigned count_action(struct replay *r, const char *action)
{
	for (size_t i = 0; i < COUNT(r->tallies); i++) {
		struct tally *t = &r->tallies[i];

		if (!t->n)
			buf_puts(&t->action, action);
		if (strcmp(buf_str(&t->action), action) == 0)
			return ++t->n;
	}
	return 0;
}

static int record(struct replay *r, const struct params *params,
		  struct err *err)
{
	struct params kept = { 0 };
	struct buf line = { 0 };
	int rc = -1;

	for (size_t i = 0; i < params->len; i++) {
		const char *name = params_name(params, i);
		const char *value = params_value(params, i);

		if (!is_ignored(name, value) &&
		    params_add(&kept, name, value, err))
			goto out;
	}
	if (canon_query(&line, &kept, err))
		goto out;
	fprintf(r->record, "%s\n", buf_str(&line));
	fflush(r->record);
	rc = 0;
out:
	params_release(&kept);
	buf_release(&line);
	return rc;
}

/* Keeps the product codes that PARAMS set, if there are any, for a later
 * read. */
static void note_codes(struct replay *r, const struct params *params)
{
	if (!params_get(params, "ProductCode.1"))
		return;
	buf_clear(&r->codes);
	for (size_t i = 0; i < params->len; i++)
		if (strncmp(params_name(params, i), "ProductCode.", 12) == 0)
			buf_printf(&r->codes, "<item><productCode>%s"
				   "</productCode><type>devpay</type></item>",
				   params_value(params, i));
}

static bool is_read_back(const struct replay *r, const struct params *params)
{
	const char *action = params_get(params, "Action");
	const char *attribute = params_get(params, "Attribute");

	return r->codes.len && action && attribute &&
	       strcmp(action, "DescribeImageAttribute") == 0 &&
	       strcmp(attribute, "productCodes") == 0;
}

static void answer_read_back(const struct replay *r,
			     const struct params *params, struct answer *out)
{
	const char *image = params_get(params, "ImageId");

	out->status = 200;
	buf_printf(&out->body,
		   "<DescribeImageAttributeResponse xmlns=\""
		   "http://ec2.amazonaws.com/doc/2016-11-15/\">"
		   "<requestId>r</requestId><imageId>%s</imageId>"
		   "<productCodes>%s</productCodes>"
		   "</DescribeImageAttributeResponse>",
		   image ? image : "", buf_str(&r->codes));
	use_text_body(out);
}

/* Finds the file in DIR for STEM.  Writes the file's name without ".xml" to
 * NAME, and the status to *STATUS.  Returns false if there is no such file. */
static bool find_stem(const char *dir, const char *stem, struct buf *name,
		      unsigned *status)
{
	DIR *d = opendir(dir);
	size_t len = strlen(stem);
	const struct dirent *e;

	while (d && (e = readdir(d))) {
		const char *rest = e->d_name + len;

		if (strncmp(e->d_name, stem, len) != 0 || *rest != '.' ||
		    strspn(rest + 1, "0123456789") != 3 ||
		    strcmp(rest + 4, ".xml") != 0)
			continue;
		*status = (unsigned)((rest[1] - '0') * 100 +
				     (rest[2] - '0') * 10 + rest[3] - '0');
		buf_append(name, e->d_name, len + 4);
		closedir(d);
		return true;
	}
	if (d)
		closedir(d);
	return false;
}

/* Sets *CUT to the number in the file PATH, which is the number of bytes to
 * send.  Leaves *CUT unchanged if there is no such file. */
static int read_cut(const char *path, size_t *cut, struct err *err)
{
	struct buf text = { 0 };
	struct err none;
	long n;
	int rc;

	if (read_file(path, &text, &none)) {
		buf_release(&text);
		return 0;
	}
	if (text.len && text.data[text.len - 1] == '\n')
		text.data[--text.len] = '\0';
	rc = num_parse(buf_str(&text), 0, (long)*cut, &n, err);
	if (!rc)
		*cut = (size_t)n;
	else
		err_prefix(err, "%s", path);
	buf_release(&text);
	return rc;
}

static int answer_file(const struct replay *r, const char *name,
		       struct answer *out, struct err *err)
{
	struct buf path = { 0 };
	int rc;

	buf_printf(&path, "%s/%s.xml", r->dir, name);
	rc = open_body(buf_str(&path), out, err);
	if (!rc) {
		buf_clear(&path);
		buf_printf(&path, "%s/%s.cut", r->dir, name);
		rc = read_cut(buf_str(&path), &out->cut, err);
	}
	buf_release(&path);
	return rc;
}

static int answer_action(struct replay *r, const char *action,
			 struct answer *out, struct err *err)
{
	struct buf stem = { 0 }, name = { 0 };
	int rc = 0;

	buf_printf(&stem, "%s.%u", action, count_action(r, action));
	if (find_stem(r->dir, buf_str(&stem), &name, &out->status) ||
	    find_stem(r->dir, action, &name, &out->status)) {
		rc = answer_file(r, buf_str(&name), out, err);
	} else {
		out->status = 400;
		buf_printf(&out->body,
			   "<Response><Errors><Error><Code>InvalidAction"
			   "</Code><Message>the test has no file "
			   "%s.200.xml</Message></Error></Errors>"
			   "<RequestID>r</RequestID></Response>", action);
		use_text_body(out);
	}
	buf_release(&stem);
	buf_release(&name);
	return rc;
}

static int answer(struct replay *r, const char *form, bool has_authorization,
		  struct answer *out, struct err *err)
{
	struct params params = { 0 };
	const char *action;
	int rc = -1;

	if (parse_form(&params, form, err))
		goto out;
	if (r->record && !has_authorization &&
	    !params_get(&params, "Signature"))
		fputs("unsigned\n", r->record);
	rc = 0;
	if (is_read_back(r, &params)) {
		answer_read_back(r, &params, out);
		goto out;
	}
	if (r->record)
		rc = record(r, &params, err);
	if (rc)
		goto out;
	note_codes(r, &params);
	action = params_get(&params, "Action");
	rc = answer_action(r, action ? action : "", out, err);
out:
	params_release(&params);
	return rc;
}

static ssize_t send_body(void *context, uint64_t at, char *to, size_t max)
{
	const struct answer *a = context;
	size_t left = a->cut - (size_t)at;
	ssize_t n;

	if (!left)
		return MHD_CONTENT_READER_END_WITH_ERROR;
	if (left > max)
		left = max;
	if (a->fd >= 0) {
		n = pread(a->fd, to, left, (off_t)at);
		return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
	}
	memcpy(to, a->body.data + at, left);
	return (ssize_t)left;
}

static void answer_free(void *context)
{
	struct answer *a = context;

	if (a->fd >= 0)
		close(a->fd);
	buf_release(&a->body);
	free(a);
}

/* Makes a response.  If the whole file is the body, the kernel may copy the
 * file to the socket. */
static struct MHD_Response *make_response(struct answer *a)
{
	struct MHD_Response *response;

	if (a->fd < 0 || a->cut < a->len)
		return MHD_create_response_from_callback(
			a->len, 4096, send_body, a, answer_free);
	response = MHD_create_response_from_fd(a->len, a->fd);
	if (response) {
		a->fd = -1;	/* now the response owns the file */
		answer_free(a);
	}
	return response;
}

static void add_headers(struct MHD_Response *response, const struct buf *lines)
{
	const char *end = buf_str(lines) + lines->len;

	MHD_add_response_header(response, "Content-Type",
				"text/xml;charset=UTF-8");
	for (const char *name = buf_str(lines); name < end;) {
		const char *value = name + strlen(name) + 1;
		const char *old = MHD_get_response_header(response, name);

		if (old)
			MHD_del_response_header(response, name, old);
		MHD_add_response_header(response, name, value);
		name = value + strlen(value) + 1;
	}
}

static enum MHD_Result reply(struct replay *r, struct MHD_Connection *to,
			     struct answer *a)
{
	unsigned status = a->status;
	struct MHD_Response *response;
	enum MHD_Result result;

	response = make_response(a);
	if (!response)
		return MHD_NO;
	add_headers(response, &r->headers);
	result = MHD_queue_response(to, status, response);
	MHD_destroy_response(response);
	return result;
}

static void complain(const struct err *err)
{
	fprintf(stderr, "replay: %s\n", err->text);
}

static enum MHD_Result finish(struct replay *r, struct MHD_Connection *c,
			      const struct buf *body, const char *query)
{
	struct answer *a = calloc(1, sizeof(*a));
	bool has_authorization = MHD_lookup_connection_value(
		c, MHD_HEADER_KIND, "Authorization");
	struct err err = { 0 };
	int rc;

	if (!a)
		return MHD_NO;
	a->fd = -1;
	rc = buf_check(body, "request body", &err);
	if (!rc)
		rc = answer(r, body->len ? buf_str(body) : query,
			    has_authorization, a, &err);
	if (!rc)
		return reply(r, c, a);
	complain(&err);
	answer_free(a);
	return MHD_NO;
}

/* A request that is arriving.  libmicrohttpd would split and decode the query.
 * We keep the query unchanged, and read it like the body. */
struct request {
	struct buf query, body;
	bool begun;
};

static void *on_uri(void *context, const char *uri, struct MHD_Connection *c)
{
	struct request *q = calloc(1, sizeof(*q));
	const char *mark = strchr(uri, '?');

	(void)context;
	(void)c;
	if (!q)
		return NULL;
	q->body.max = BODY_MAX;
	buf_puts(&q->query, mark ? mark + 1 : "");
	return q;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *c,
				  const char *url, const char *method,
				  const char *version, const char *data,
				  size_t *len, void **state)
{
	struct request *q = *state;

	(void)url;
	(void)method;
	(void)version;
	if (!q)
		return MHD_NO;
	if (!q->begun) {
		q->begun = true;
		return MHD_YES;
	}
	if (*len) {
		buf_append(&q->body, data, *len);
		*len = 0;
		return MHD_YES;
	}
	return finish(context, c, &q->body, buf_str(&q->query));
}

static void on_end(void *context, struct MHD_Connection *c, void **state,
		   enum MHD_RequestTerminationCode how)
{
	struct request *q = *state;

	(void)context;
	(void)c;
	(void)how;
	if (!q)
		return;
	buf_release(&q->query);
	buf_release(&q->body);
	free(q);
	*state = NULL;
}

/* Reads DIR/headers, and makes each name and each value a string. */
static int load_headers(struct replay *r, struct err *err)
{
	struct buf path = { 0 }, text = { 0 };
	char *line, *next;
	int rc = 0;

	buf_printf(&path, "%s/headers", r->dir);
	if (access(buf_str(&path), F_OK) != 0)
		goto out;
	rc = read_file(buf_str(&path), &text, err);
	if (rc || !text.len)
		goto out;
	for (line = text.data; line && *line; line = next) {
		size_t name = strcspn(line, ":\n");

		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		if (line[name] != ':') {
			rc = err_set(err, "%s: no colon in a line",
				     buf_str(&path));
			goto out;
		}
		line[name++] = '\0';
		name += strspn(line + name, " ");
		buf_append(&r->headers, line, strlen(line) + 1);
		buf_append(&r->headers, line + name, strlen(line + name) + 1);
	}
out:
	buf_release(&path);
	buf_release(&text);
	return rc;
}

static int listen_loopback(unsigned *port, struct err *err)
{
	struct sockaddr_in address = {
		.sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK),
	};
	socklen_t len = sizeof(address);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (fd < 0)
		return err_errno(err, errno, "socket");
	if (fcntl(fd, F_SETFD, FD_CLOEXEC) < 0 ||
	    bind(fd, (struct sockaddr *)&address, len) < 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) < 0 ||
	    listen(fd, 64) < 0) {
		err_errno(err, errno, "127.0.0.1");
		close(fd);
		return -1;
	}
	*port = ntohs(address.sin_port);
	return fd;
}

/* Returns WORD with every @URL@ replaced, in memory that lives as long as the
 * program.  Returns NULL if memory runs out. */
static char *with_url(char *word, unsigned port)
{
	struct buf text = { 0 };
	char *at;

	if (!strstr(word, "@URL@"))
		return word;
	while ((at = strstr(word, "@URL@"))) {
		buf_append(&text, word, (size_t)(at - word));
		buf_printf(&text, "http://127.0.0.1:%u", port);
		word = at + strlen("@URL@");
	}
	buf_puts(&text, word);
	return text.data;
}

static int run(char **argv, unsigned port)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		char **word = argv;

		unsetenv("REPLAY_REQUESTS");
		do {
			*word = with_url(*word, port);
			if (!*word)
				_exit(STATUS_SELF);
		} while (*++word);
		execvp(argv[0], argv);
		fprintf(stderr, "replay: %s: %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	while (pid < 0 || waitpid(pid, &status, 0) < 0) {
		if (pid >= 0 && errno == EINTR)
			continue;
		fprintf(stderr, "replay: %s: %s\n", argv[0], strerror(errno));
		return STATUS_SELF;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int serve(struct replay *r, char **argv, struct err *err)
{
	struct MHD_Daemon *daemon;
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD;
	unsigned port = 0;
	int fd, status;

	if (load_headers(r, err))
		return -1;
	fd = listen_loopback(&port, err);
	if (fd < 0)
		return -1;
	daemon = MHD_start_daemon(flags, 0, NULL, NULL, on_request, r,
				  MHD_OPTION_LISTEN_SOCKET, fd,
				  MHD_OPTION_URI_LOG_CALLBACK, on_uri, NULL,
				  MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL,
				  MHD_OPTION_END);
	if (!daemon) {
		close(fd);
		return err_set(err, "libmicrohttpd does not start");
	}
	status = run(argv, port);
	MHD_stop_daemon(daemon);
	return status;
}

static void replay_release(struct replay *r)
{
	for (size_t i = 0; i < COUNT(r->tallies); i++)
		buf_release(&r->tallies[i].action);
	buf_release(&r->headers);
	buf_release(&r->codes);
	if (r->record)
		fclose(r->record);
}

int main(int argc, char **argv)
{
	const char *path = getenv("REPLAY_REQUESTS");
	struct replay r = { 0 };
	struct err err = { 0 };
	int status = -1;

	if (argc < 3) {
		fputs("usage: replay DIR COMMAND [ARG...]\n", stderr);
		return STATUS_SELF;
	}
	r.dir = argv[1];
	if (path && !(r.record = fopen(path, "a")))
		err_errno(&err, errno, "%s", path);
	else
		status = serve(&r, argv + 2, &err);
	if (status < 0) {
		complain(&err);
		status = STATUS_SELF;
	}
	replay_release(&r);
	return status;
}
