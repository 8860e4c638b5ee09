/* SPDX-License-Identifier: BSD-2-Clause */
#include "cli/program.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/buf.h"
#include "output/escape.h"
#include "system/file.h"

/* The number of the first signal that was caught, or 0. */
static volatile sig_atomic_t stop;

static void set_signal(int number, void (*action)(int))
{
	struct sigaction set = { .sa_handler = action };

	(void)sigemptyset(&set.sa_mask);
	(void)sigaction(number, &set, NULL);
}

/* Opens /dev/null as descriptor 0, 1 or 2 if the parent process has closed it.
 * If descriptor 1 were closed, a socket could get the number 1, and the program
 * would write rows to the socket.  Using these descriptors still fails, because
 * descriptor 0 is opened for writing and descriptors 1 and 2 for reading. */
static void occupy_descriptors(void)
{
	static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
			(void)open("/dev/null", modes[fd]);
}

/* Prevents core dumps, because the memory contains secret keys.  The resource
 * limit alone is not sufficient, because Linux ignores the limit if core dumps
 * are piped to a program. */
static void disable_core_dumps(void)
{
	const struct rlimit none = { 0, 0 };

	(void)setrlimit(RLIMIT_CORE, &none);
#ifdef PR_SET_DUMPABLE
	(void)prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
#endif
}

/* SIGPIPE is ignored also because a peer may close a library's socket. */
void program_begin(void)
{
	/* waitpid does not work if the parent process made us ignore
	 * SIGCHLD. */
	(void)signal(SIGCHLD, SIG_DFL);
	occupy_descriptors();
	set_signal(SIGPIPE, SIG_IGN);
	set_signal(SIGXFSZ, SIG_IGN);
	disable_core_dumps();
}

/* A terminal that closes may send SIGHUP twice, so a SIGHUP after the first
 * signal does not end the program. */
static void on_signal(int number)
{
	if (stop && number == SIGHUP)
		return;
	if (stop)
		_exit(STATUS_SIGNAL + number);
	stop = number;
}

const volatile sig_atomic_t *program_stop(void)
{
	return &stop;
}

/* Installs the handler for a signal, unless the parent process made us ignore
 * the signal.  For example, nohup makes a program ignore SIGHUP. */
static void catch_signal(int number)
{
	struct sigaction action;

	if (sigaction(number, NULL, &action) || action.sa_handler == SIG_IGN)
		return;
	action = (struct sigaction){ .sa_handler = on_signal };
	(void)sigemptyset(&action.sa_mask);
	(void)sigaction(number, &action, NULL);
}

void program_catch_signals(void)
{
	catch_signal(SIGHUP);
	catch_signal(SIGINT);
	catch_signal(SIGTERM);
}

static void write_line(struct buf *line)
{
	buf_putc(line, '\n');
	(void)file_put(STDERR_FILENO, buf_str(line), line->len);
	buf_release(line);
}

void program_say(const char *prefix, const char *text)
{
	struct buf line = { 0 };

	if (prefix) {
		escape_text(&line, prefix, strlen(prefix));
		buf_puts(&line, ": ");
	}
	escape_text(&line, text, strlen(text));
	write_line(&line);
}

void program_draw(const char *text, size_t len)
{
	(void)file_put(STDERR_FILENO, text, len);
}

bool program_is_watched(void)
{
	return isatty(STDERR_FILENO) && !isatty(STDOUT_FILENO);
}

static size_t columns_of(int fd, size_t fallback)
{
	struct winsize size;

	if (ioctl(fd, TIOCGWINSZ, &size) || !size.ws_col)
		return fallback;
	return size.ws_col;
}

size_t program_columns(size_t fallback)
{
	return columns_of(STDERR_FILENO, fallback);
}

size_t program_width(void)
{
	return columns_of(STDOUT_FILENO, 0);
}

void program_trace(const char *what, const char *text, size_t len)
{
	struct buf line = { 0 };

	buf_printf(&line, "debug: %s: ", what);
	escape_text(&line, text, len);
	write_line(&line);
}

int program_complain(const char *name, const char *help, const struct err *err)
{
	char try[128];

	program_say(name, err->text);
	if (err->hint[0])
		program_say(NULL, err->hint);
	if (err->kind != ERR_USAGE)
		return STATUS_FAILED;
	(void)snprintf(try, sizeof(try), "try '%s %s'", name, help);
	program_say(NULL, try);
	return STATUS_USAGE;
}

int program_close(struct out *o, struct err *err)
{
	if (out_flush(o, err))
		return -1;
	if (!close(o->fd) || errno == EBADF)
		return 0;
	o->lost = true;
	return err_errno(err, errno, "standard output");
}

int program_end(int status)
{
	if (!ATTR_SANITIZED)
		_exit(status);
	return status;
}

void program_die_of_pipe(void)
{
	set_signal(SIGPIPE, SIG_DFL);
	(void)raise(SIGPIPE);
}
