/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hostile: an endpoint on loopback that sends exactly the bytes of a script,
 * while one command runs within limits.
 *
 *     hostile [OPTION]... SCRIPT... -- COMMAND [ARG]...
 *
 * hostile listens on a free port of 127.0.0.1.  In COMMAND's words and
 * environment, hostile replaces @URL@ by http://127.0.0.1:PORT (https with -c)
 * and @PORT@ by the port.  hostile runs COMMAND and exits with COMMAND's exit
 * status, or with 128 plus the number of the signal that ended COMMAND.  The
 * exit status is 124 if hostile had to kill COMMAND, and 125 if hostile itself
 * fails.
 *
 *     -t SECONDS    how long COMMAND may run (20)
 *     -o FILE       writes a line to FILE: milliseconds, COMMAND's peak memory
 *                   in KiB, and the number of requests
 *     -r BYTES      closes COMMAND's standard output after that many bytes
 *     -f BYTES      the largest file that COMMAND may write
 *     -x DIGITS     numbers of descriptors that are closed when COMMAND starts
 *     -c CERT -k KEY [-p 1.1|1.2|1.3]    uses TLS, with -p only this version
 *
 * The N-th SCRIPT answers the N-th request, and the last SCRIPT answers all
 * later requests.  hostile closes the connection after each answer, except
 * after {keep}.  A script consists of bytes and of these directives:
 *
 *     \n \r \0 \xHH \\ \{ \}    are CR and LF, CR, NUL, any byte, \, { and }
 *     {N*SCRIPT} {*SCRIPT}      repeats SCRIPT N times, or for ever
 *     {body:SCRIPT}             is a Content-Length, an empty line and SCRIPT
 *     {cut}                     ends the reply after N more bytes, if the
 *                               request has the text cut-N
 *     {n}                       is the request's number
 *     {i}                       counts its own uses, from 1 on in each {body:}
 *     {file:NAME}               is the content of the file NAME
 *     {pause:MS}                waits for MS milliseconds
 *     {stall}                   waits until the client closes the connection
 *     {stop:MS}                 stops COMMAND for MS milliseconds, while the
 *                               script continues
 *     {reset}                   ends the connection by RST
 *     {drop}                    ends TLS without a closure alert
 *     {rekey}                   changes the keys of TLS 1.3 without end
 *     {keep}                    waits for the next request on this connection
 *     {early}                   at the start of the first SCRIPT: sends answers
 *                               without waiting for requests
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <openssl/ssl.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/num.h"

extern char **environ;

enum { STATUS_KILLED = 124, STATUS_SELF = 125 };

/* CHUNK is the number of bytes to collect before sending them.
 * PATIENCE_SECONDS is the time to wait for a request, or for the other side to
 * end a connection. */
enum { CHUNK = 64 * 1024, PATIENCE_SECONDS = 20 };

struct options {
	long seconds, read, file_max;	/* `read` and `file_max`: -1 means no
					 * limit */
	const char *report, *closed;
	const char *cert, *key, *protocol;
};

static struct {
	char **scripts;
	size_t count;
	int fd;
	SSL_CTX *tls;			/* TLS settings, or NULL without TLS */
	pthread_mutex_t lock;
	unsigned long requests;		/* guarded by the lock */
} server = { .lock = PTHREAD_MUTEX_INITIALIZER };

struct connection {
	int fd;
	SSL *tls;
	struct buf in;			/* the request */
	struct buf out;			/* bytes not yet sent */
	unsigned long number;		/* number of the request */
	unsigned long count;		/* value of {i} */
	size_t left;			/* bytes that may still be sent */
	bool keep, drop;
};

static _Noreturn void broken(const char *what)
{
	fprintf(stderr, "hostile: %s: %s\n", what, strerror(errno));
	_exit(STATUS_SELF);
}

/* Returns P, or ends the program if P is NULL. */
static void *have(void *p, const char *what)
{
	if (!p)
		broken(what);
	return p;
}

static long number(const char *text, size_t len, long max)
{
	char digits[24];
	struct err err;
	long n;

	(void)snprintf(digits, sizeof(digits), "%.*s", (int)len, text);
	if (num_parse(digits, 0, max, &n, &err)) {
		fprintf(stderr, "hostile: %s\n", err.text);
		_exit(STATUS_SELF);
	}
	return n;
}

static ssize_t get(struct connection *c, char *data, size_t size)
{
	if (c->tls)
		return SSL_read(c->tls, data, (int)size);
	return recv(c->fd, data, size, 0);
}

static bool put(struct connection *c, const char *data, size_t len)
{
	while (len) {
		ssize_t n = c->tls ? SSL_write(c->tls, data, (int)len)
				   : send(c->fd, data, len, MSG_NOSIGNAL);

		if (n <= 0)
			return false;
		data += n;
		len -= (size_t)n;
	}
	return true;
}

static bool flush(struct connection *c)
{
	bool ok = put(c, buf_str(&c->out), c->out.len);

	buf_clear(&c->out);
	return ok;
}

static void pause_ms(long ms)
{
	struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	(void)nanosleep(&t, NULL);
}

/* Changes the keys without end, and sends no data. */
static bool rekey(struct connection *c)
{
	while (SSL_key_update(c->tls, SSL_KEY_UPDATE_NOT_REQUESTED) == 1 &&
	       SSL_do_handshake(c->tls) == 1)
		;
	return false;
}

/* Reads until the other side closes the connection. */
static bool stall(struct connection *c)
{
	char data[4096];

	while (get(c, data, sizeof(data)) > 0)
		;
	return false;
}

static bool reset(struct connection *c)
{
	struct linger now = { 1, 0 };

	(void)setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
	c->drop = true;
	return false;
}

static volatile pid_t child;

static void *continue_command(void *arg)
{
	long *ms = arg;

	pause_ms(*ms);
	(void)kill(child, SIGCONT);
	free(ms);
	return NULL;
}

static void stop_command(long ms)
{
	long *arg = have(malloc(sizeof(*arg)), "malloc");
	pthread_t thread;

	*arg = ms;
	(void)kill(child, SIGSTOP);
	if (pthread_create(&thread, NULL, continue_command, arg))
		broken("pthread_create");
	(void)pthread_detach(thread);
}

/* Returns the end of the directive whose brace is before P. */
static const char *closing(const char *p)
{
	for (int depth = 1;; p++) {
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '{')
			depth++;
		else if (!*p || (*p == '}' && !--depth))
			break;
	}
	if (*p)
		return p;
	fputs("hostile: a { without its }\n", stderr);
	_exit(STATUS_SELF);
}

static bool say(struct connection *c, const char *p, const char *end);

static bool say_byte(struct connection *c, char byte)
{
	if (!c->left)
		return false;
	c->left--;
	buf_putc(&c->out, byte);
	return c->out.len < CHUNK || c->fd < 0 || flush(c);
}

static bool say_bytes(struct connection *c, const char *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!say_byte(c, data[i]))
			return false;
	return true;
}

/* Sends a Content-Length and a body.  Makes the whole body before sending its
 * length. */
static bool say_body(struct connection *c, const char *p, const char *end)
{
	struct connection scratch = { .fd = -1, .left = BUF_MAX,
				      .number = c->number };
	char head[64];
	bool ok;

	(void)say(&scratch, p, end);
	(void)snprintf(head, sizeof(head), "Content-Length: %zu\r\n\r\n",
		       scratch.out.len);
	ok = say_bytes(c, head, strlen(head)) &&
	     say_bytes(c, buf_str(&scratch.out), scratch.out.len);
	buf_release(&scratch.out);
	return ok;
}

static bool say_file(struct connection *c, const char *name, size_t len)
{
	char path[4096], data[4096];
	bool ok = true;
	size_t n;
	FILE *f;

	(void)snprintf(path, sizeof(path), "%.*s", (int)len, name);
	f = have(fopen(path, "rb"), path);
	while (ok && (n = fread(data, 1, sizeof(data), f)) > 0)
		ok = say_bytes(c, data, n);
	(void)fclose(f);
	return ok;
}

static bool say_repeated(struct connection *c, const char *p,
			 const char *star, const char *end)
{
	bool forever = p == star;
	long n = forever ? 0 : number(p, (size_t)(star - p), 1000000000);

	while (forever || n-- > 0)
		if (!say(c, star + 1, end))
			return false;
	return true;
}

static bool is(const char *p, const char *end, const char *word)
{
	return (size_t)(end - p) == strlen(word) &&
	       strncmp(p, word, strlen(word)) == 0;
}

static bool begins(const char *p, const char *word)
{
	return strncmp(p, word, strlen(word)) == 0;
}

/* Returns the number N of `cut-N` in the request, or SIZE_MAX without one. */
static size_t wanted_cut(const struct connection *c)
{
	const char *at = strstr(buf_str(&c->in), "cut-");

	if (!at)
		return (size_t)-1;
	at += strlen("cut-");
	return (size_t)number(at, strspn(at, "0123456789"), CHUNK);
}

static bool direct(struct connection *c, const char *p, const char *end)
{
	size_t digits = strspn(p, "0123456789");
	char text[24];

	if (p[digits] == '*')
		return say_repeated(c, p, p + digits, end);
	if (begins(p, "body:"))
		return say_body(c, p + 5, end);
	if (begins(p, "file:"))
		return say_file(c, p + 5, (size_t)(end - p - 5));
	if (is(p, end, "n") || is(p, end, "i")) {
		(void)snprintf(text, sizeof(text), "%lu",
			       *p == 'n' ? c->number : ++c->count);
		return say_bytes(c, text, strlen(text));
	}
	if (is(p, end, "cut")) {
		c->left = wanted_cut(c);
		return true;
	}
	if (is(p, end, "keep") || is(p, end, "early")) {
		c->keep = *p == 'k';
		return true;
	}
	if (!flush(c))
		return false;
	if (begins(p, "pause:")) {
		pause_ms(number(p + 6, (size_t)(end - p - 6), 60000));
		return true;
	}
	if (begins(p, "stop:")) {
		stop_command(number(p + 5, (size_t)(end - p - 5), 60000));
		return true;
	}
	if (is(p, end, "stall"))
		return stall(c);
	if (is(p, end, "rekey"))
		return c->tls && rekey(c);
	if (is(p, end, "reset"))
		return reset(c);
	if (is(p, end, "drop"))
		return !(c->drop = true);
	fprintf(stderr, "hostile: unknown directive {%.*s}\n",
		(int)(end - p), p);
	_exit(STATUS_SELF);
}

static int hex(char c)
{
	const char *digits = "0123456789ABCDEF", *at = strchr(digits, c);

	return c && at ? (int)(at - digits) : 0;
}

/* Sends the bytes that the escape at P means.  *LEN gets the escape's
 * length. */
static bool say_escape(struct connection *c, const char *p, size_t *len)
{
	*len = 2;
	switch (p[1]) {
	case 'n':
		return say_bytes(c, "\r\n", 2);
	case 'r':
		return say_byte(c, '\r');
	case '0':
		return say_byte(c, '\0');
	case 'x':
		*len = 4;
		return say_byte(c, (char)(hex(p[2]) * 16 + hex(p[3])));
	default:
		return say_byte(c, p[1]);
	}
}

/* Sends what the script from P to END says.  Returns false if the connection
 * must be closed. */
static bool say(struct connection *c, const char *p, const char *end)
{
	while (p < end) {
		const char *stop;
		size_t len = 1;

		if (*p == '{') {
			stop = closing(p + 1);
			if (!direct(c, p + 1, stop))
				return false;
			len = (size_t)(stop - p) + 1;
		} else if (*p == '\\' ? !say_escape(c, p, &len)
				      : !say_byte(c, *p)) {
			return false;
		}
		p += len;
	}
	return true;
}

/* Returns the length of the request, or 0 if the request is incomplete. */
static size_t whole_request(const struct buf *in)
{
	static const char length[] = "Content-Length: ";
	const char *end = strstr(buf_str(in), "\r\n\r\n");
	const char *at = strstr(buf_str(in), length);
	size_t len, body = 0;

	if (!end)
		return 0;
	if (at && at < end) {
		at += strlen(length);
		body = (size_t)number(at, strcspn(at, "\r"), 1 << 24);
	}
	len = (size_t)(end + 4 - in->data) + body;
	return in->len < len ? 0 : len;
}

static bool read_request(struct connection *c)
{
	char data[4096];
	ssize_t n;

	while (!whole_request(&c->in)) {
		n = get(c, data, sizeof(data));
		if (n <= 0)
			return false;
		buf_append(&c->in, data, (size_t)n);
	}
	return true;
}

static const char *next_script(struct connection *c)
{
	size_t i;

	(void)pthread_mutex_lock(&server.lock);
	c->number = ++server.requests;
	(void)pthread_mutex_unlock(&server.lock);
	i = c->number < server.count ? c->number : server.count;
	return server.scripts[i - 1];
}

static bool is_early(void)
{
	return begins(server.scripts[0], "{early}");
}

static void talk(struct connection *c)
{
	const char *script;

	do {
		c->keep = false;
		c->left = (size_t)-1;
		if (!is_early() && !read_request(c))
			return;
		script = next_script(c);
		(void)say(c, script, script + strlen(script));
		(void)flush(c);
		buf_drop(&c->in, whole_request(&c->in));
	} while (c->keep);
}

/* Ends a connection.  Reads all bytes first, because closing a socket with
 * unread bytes would drop the bytes that are being sent. */
static void hang_up(struct connection *c)
{
	char data[4096];

	if (c->drop)
		return;
	if (c->tls)
		(void)SSL_shutdown(c->tls);
	(void)shutdown(c->fd, SHUT_WR);
	while (recv(c->fd, data, sizeof(data), 0) > 0)
		;
}

static void *serve(void *arg)
{
	struct connection *c = arg;
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };

	(void)setsockopt(c->fd, SOL_SOCKET, SO_RCVTIMEO, &patience,
			 sizeof(patience));
	if (server.tls) {
		c->tls = SSL_new(server.tls);
		if (!c->tls)
			broken("TLS");
		(void)SSL_set_fd(c->tls, c->fd);
	}
	if (!c->tls || SSL_accept(c->tls) == 1) {
		talk(c);
		hang_up(c);
	}
	SSL_free(c->tls);
	(void)close(c->fd);
	buf_release(&c->in);
	buf_release(&c->out);
	free(c);
	return NULL;
}

static void *accept_all(void *arg)
{
	int fd;

	(void)arg;
	while ((fd = accept(server.fd, NULL, NULL)) >= 0) {
		struct connection *c = have(calloc(1, sizeof(*c)), "calloc");
		pthread_t thread;

		c->fd = fd;
		if (pthread_create(&thread, NULL, serve, c))
			broken("pthread_create");
		(void)pthread_detach(thread);
	}
	return NULL;
}

static int listen_on(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET };
	socklen_t len = sizeof(at);

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.fd = socket(AF_INET, SOCK_STREAM, 0);
	if (server.fd < 0 ||
	    bind(server.fd, (struct sockaddr *)&at, sizeof(at)) < 0 ||
	    listen(server.fd, 512) < 0 ||
	    getsockname(server.fd, (struct sockaddr *)&at, &len) < 0)
		broken("listen");
	return ntohs(at.sin_port);
}

/* Prepares TLS with the lowest security level.  hostile then accepts
 * everything, and only the command can refuse a connection. */
static void open_tls(const struct options *o)
{
	static const struct {
		const char *name;
		int version;
	} protocols[] = {
		{ "1.1", TLS1_1_VERSION }, { "1.2", TLS1_2_VERSION },
		{ "1.3", TLS1_3_VERSION },
	};
	SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
	int version = 0;

	if (!tls || SSL_CTX_set_cipher_list(tls, "ALL@SECLEVEL=0") != 1 ||
	    SSL_CTX_use_certificate_chain_file(tls, o->cert) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, o->key, SSL_FILETYPE_PEM) != 1)
		broken(o->cert);
	for (size_t i = 0; i < sizeof(protocols) / sizeof(*protocols); i++)
		if (o->protocol && strcmp(o->protocol, protocols[i].name) == 0)
			version = protocols[i].version;
	if (o->protocol &&
	    (!version || SSL_CTX_set_min_proto_version(tls, version) != 1 ||
	     SSL_CTX_set_max_proto_version(tls, version) != 1))
		broken(o->protocol);
	server.tls = tls;
}

/* Returns WORD with its placeholders replaced.  The result is never freed. */
static char *filled_in(const char *word, int port, bool tls)
{
	struct buf text = { 0 };

	while (*word) {
		size_t len = strcspn(word, "@");

		buf_append(&text, word, len);
		word += len;
		if (begins(word, "@URL@")) {
			buf_printf(&text, "http%s://127.0.0.1:%d",
				   tls ? "s" : "", port);
			word += 5;
		} else if (begins(word, "@PORT@")) {
			buf_printf(&text, "%d", port);
			word += 6;
		} else if (*word) {
			buf_putc(&text, *word++);
		}
	}
	buf_putc(&text, '\0');
	return text.data;
}

/* Sets the limits and starts the command.  Runs in the child. */
static void run_command(const struct options *o, char **argv, int out)
{
	struct rlimit files = { (rlim_t)o->file_max, (rlim_t)o->file_max };
	char *command = argv[0];

	if (out >= 0 && dup2(out, STDOUT_FILENO) < 0)
		broken("dup2");
	if (o->file_max >= 0 && setrlimit(RLIMIT_FSIZE, &files))
		broken("setrlimit");
	for (int fd = server.fd; fd > 2; fd--)
		(void)close(fd);
	for (int fd = out; fd > 2; fd--)
		(void)close(fd);
	for (const char *x = o->closed; x && *x; x++)
		(void)close(*x - '0');
	(void)execvp(command, argv);
	broken(command);
}

static volatile sig_atomic_t killed;

static void on_alarm(int signal)
{
	(void)signal;
	killed = 1;
	(void)kill(child, SIGKILL);
}

/* Reads up to BYTES bytes of the command's output, and then closes the pipe. */
static void read_some(int fd, long bytes)
{
	char data[4096];

	while (bytes > 0) {
		size_t size = bytes < (long)sizeof(data) ? (size_t)bytes
							 : sizeof(data);
		ssize_t n = read(fd, data, size);

		if (n <= 0)
			break;
		bytes -= n;
	}
	(void)close(fd);
}

static long long now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void report(const struct options *o, long long ms, long peak_kib)
{
	FILE *f;

	if (!o->report)
		return;
	f = have(fopen(o->report, "w"), o->report);
	(void)pthread_mutex_lock(&server.lock);
	fprintf(f, "%lld %ld %lu\n", ms, peak_kib, server.requests);
	(void)pthread_mutex_unlock(&server.lock);
	if (fclose(f))
		broken(o->report);
}

static int watch(const struct options *o, char **argv)
{
	int fds[2] = { -1, -1 }, status;
	long long start = now_ms();
	struct rusage usage;
	pthread_t thread;

	if (o->read >= 0 && pipe(fds))
		broken("pipe");
	child = fork();
	if (child < 0)
		broken("fork");
	if (!child)
		run_command(o, argv, fds[1]);
	(void)signal(SIGALRM, on_alarm);
	(void)signal(SIGPIPE, SIG_IGN);
	(void)alarm((unsigned)o->seconds);
	if (pthread_create(&thread, NULL, accept_all, NULL))
		broken("pthread_create");
	if (o->read >= 0) {
		(void)close(fds[1]);
		read_some(fds[0], o->read);
	}
	while (wait4(child, &status, 0, &usage) < 0)
		if (errno != EINTR)
			broken("wait4");
	report(o, now_ms() - start, usage.ru_maxrss);
	if (killed)
		return STATUS_KILLED;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static _Noreturn void usage(void)
{
	fputs("usage: hostile [-t SECONDS] [-o FILE] [-r BYTES] [-f BYTES] "
	      "[-x DIGITS] [-c CERT -k KEY [-p VERSION]] SCRIPT... -- COMMAND "
	      "[ARG]...\n", stderr);
	_exit(STATUS_SELF);
}

static void take_options(struct options *o, int argc, char **argv)
{
	int c;

	while ((c = getopt(argc, argv, "+t:o:r:f:x:c:k:p:")) >= 0)
		switch (c) {
		case 't':
			o->seconds = number(optarg, strlen(optarg), 3600);
			break;
		case 'r':
			o->read = number(optarg, strlen(optarg), 1 << 30);
			break;
		case 'f':
			o->file_max = number(optarg, strlen(optarg), 1 << 30);
			break;
		case 'o':
			o->report = optarg;
			break;
		case 'x':
			o->closed = optarg;
			break;
		case 'c':
			o->cert = optarg;
			break;
		case 'k':
			o->key = optarg;
			break;
		case 'p':
			o->protocol = optarg;
			break;
		default:
			usage();
		}
}

int main(int argc, char **argv)
{
	struct options o = { .seconds = 20, .read = -1, .file_max = -1 };
	char **words;
	int port;

	take_options(&o, argc, argv);
	server.scripts = argv + optind;
	for (words = server.scripts; *words && strcmp(*words, "--") != 0;
	     words++)
		server.count++;
	if (!server.count || !*words || !words[1] || !o.cert != !o.key)
		usage();
	if (o.cert)
		open_tls(&o);
	port = listen_on();
	words++;
	for (char **word = words; *word; word++)
		*word = filled_in(*word, port, o.cert);
	for (char **entry = environ; *entry; entry++)
		*entry = filled_in(*entry, port, o.cert);
	_exit(watch(&o, words));
}
