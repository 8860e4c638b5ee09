/* SPDX-License-Identifier: BSD-2-Clause */
/* Credentials that a program prints. */
#include "provider_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jsondoc.h"
#include "provider.h"
#include "provider_json.h"
#include "words.h"

/* The most that it may print. */
enum { OUTPUT_MAX = 64 * 1024 };

extern char **environ;

static const struct provider_json names = {
	.access_key = "AccessKeyId", .secret_key = "SecretAccessKey",
	.token = "SessionToken", .expires = "Expiration",
};

int provider_process_take(const struct buf *text, struct cred *cred,
			  struct err *err)
{
	struct jsondoc *doc = NULL;
	long long version = 0;
	bool known;

	if (jsondoc_parse(&doc, buf_str(text), text->len, err))
		return err_prefix(err, "its output");
	known = jsondoc_integer(doc, "Version", &version);
	jsondoc_free(doc);
	if (!known)
		return err_set(err, "its output: Version, the number 1, is "
			       "missing");
	if (version != 1)
		return err_set(err, "its output: Version is %lld, not 1",
			       version);
	if (provider_json_take(&names, text, cred, err))
		return err_prefix(err, "its output");
	return 0;
}

/* Standard input stays a terminal if it is one: the program may ask there.
 * Otherwise it may be ours to read values from.  SIGPIPE and SIGXFSZ, which
 * we ignore, are as they should be for a program of no such mind. */
static int spawn(char **argv, int output, pid_t *pid)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t signals;
	int error;

	(void)sigemptyset(&signals);
	(void)sigaddset(&signals, SIGPIPE);
	(void)sigaddset(&signals, SIGXFSZ);
	error = posix_spawn_file_actions_init(&files);
	if (error)
		return error;
	error = posix_spawnattr_init(&attributes);
	if (error) {
		(void)posix_spawn_file_actions_destroy(&files);
		return error;
	}
	error = posix_spawnattr_setsigdefault(&attributes, &signals);
	if (!error)
		error = posix_spawnattr_setflags(&attributes,
						 POSIX_SPAWN_SETSIGDEF);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, output,
							 STDOUT_FILENO);
	if (!error && !isatty(STDIN_FILENO))
		error = posix_spawn_file_actions_addopen(&files, STDIN_FILENO,
							 "/dev/null",
							 O_RDONLY, 0);
	if (!error)
		error = posix_spawnp(pid, argv[0], &files, &attributes, argv,
				     environ);
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&files);
	return error;
}

/* To the end, so that the program does not meet a closed pipe; what is too
 * much is read and lost. */
static int read_output(int fd, struct buf *out, struct err *err)
{
	char chunk[4096];
	ssize_t n;

	while ((n = read(fd, chunk, sizeof(chunk))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, errno, "its output");
		buf_append(out, chunk, (size_t)n);
	}
	buf_wipe(chunk, sizeof(chunk));
	return buf_check(out, "its output", err);
}

static int end(pid_t pid, struct err *err)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_errno(err, errno, "waiting for it");
	if (WIFSIGNALED(status))
		return err_set(err, "ended by signal %d", WTERMSIG(status));
	if (WEXITSTATUS(status))
		return err_set(err, "exit status %d", WEXITSTATUS(status));
	return 0;
}

static int run(char **argv, struct buf *out, struct err *err)
{
	struct err ended;
	int fds[2], error, rc;
	pid_t pid;

	if (pipe(fds))
		return err_errno(err, errno, "pipe");
	(void)fcntl(fds[0], F_SETFD, FD_CLOEXEC);
	(void)fcntl(fds[1], F_SETFD, FD_CLOEXEC);
	error = spawn(argv, fds[1], &pid);
	(void)close(fds[1]);
	if (error) {
		(void)close(fds[0]);
		return err_errno(err, error, "%s", argv[0]);
	}
	rc = read_output(fds[0], out, err);
	(void)close(fds[0]);
	if (end(pid, &ended)) {
		*err = ended;
		return err_prefix(err, "%s", argv[0]);
	}
	return rc ? err_prefix(err, "%s", argv[0]) : 0;
}

static int find(const char *command, struct cred *cred, struct err *err)
{
	struct buf out = { .secret = true, .max = OUTPUT_MAX };
	struct words words = {0};
	int rc = words_split(&words, command, err);

	if (rc == 0 && !words.len)
		rc = err_set(err, "it has no value");
	if (rc == 0)
		rc = run(words.list, &out, err);
	if (rc == 0 && provider_process_take(&out, cred, err))
		rc = err_prefix(err, "%s", words.list[0]);
	words_release(&words);
	buf_release(&out);
	return rc;
}

int provider_process_find(const void *self, struct cred *cred, bool *found,
			  struct err *err)
{
	const struct provider *p = self;
	const char *command = profile_get(p->files, p->profile,
					  "credential_process");

	*found = false;
	if (!command)
		return 0;
	if (find(command, cred, err))
		return err_prefix(err, "profile %s: credential_process",
				  p->profile);
	buf_printf(&cred->source, "credential_process of profile %s",
		   p->profile);
	*found = true;
	return 0;
}
