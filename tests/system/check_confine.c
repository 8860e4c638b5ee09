/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of confine: a process gives up its rights, and then tries to use each
 * right. */
#include "system/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/attr.h"
#include "check_main.h"

#ifdef __linux__
#include <sys/prctl.h>
#include <sys/syscall.h>

static char dir[] = "/tmp/check_confine.XXXXXX";
static char old[64], new[64];

static int result(long rc)
{
	return rc < 0 ? errno : 0;
}

static int open_as(const char *path, int flags)
{
	return result(open(path, flags, 0600));
}

static int write_null(void) { return open_as("/dev/null", O_WRONLY); }
static int write_old(void) { return open_as(old, O_WRONLY); }
static int truncate_old(void) { return open_as(old, O_WRONLY | O_TRUNC); }
static int append_old(void) { return open_as(old, O_RDWR | O_APPEND); }
static int truncate_path(void) { return result(truncate(old, 0)); }
static int create_new(void) { return open_as(new, O_WRONLY | O_CREAT); }
static int make_dir(void) { return result(mkdir(new, 0700)); }
static int make_link(void) { return result(symlink("x", new)); }
static int hard_link(void) { return result(link(old, new)); }
static int move(void) { return result(rename(old, new)); }
static int remove_old(void) { return result(unlink(old)); }
static int read_old(void) { return open_as(old, O_RDONLY); }
static int list(void) { return open_as(dir, O_RDONLY | O_DIRECTORY); }

static int execute(void)
{
	char *const none[] = { NULL };

	return result(execve("/nonexistent", none, none));
}

static int execute_open(void)
{
	return result(syscall(SYS_execveat, -1, "", NULL, NULL, 0));
}

/* Calls ptrace with PTRACE_TRACEME, which an unconfined process may use. */
static int trace(void) { return result(syscall(SYS_ptrace, 0, 0, 0, 0)); }

static int read_memory(void)
{
	return result(syscall(SYS_process_vm_readv, getpid(), NULL, 0, NULL, 0,
			      0));
}

static int write_memory(void)
{
	return result(syscall(SYS_process_vm_writev, getpid(), NULL, 0, NULL,
			      0, 0));
}

static int ask_keys(void) { return result(syscall(SYS_keyctl, -1)); }
static int load_bpf(void) { return result(syscall(SYS_bpf, -1, NULL, 0)); }

static int mount_dir(void)
{
	return result(syscall(SYS_mount, NULL, "/nonexistent", NULL, 0, NULL));
}

static int call_x32(void)
{
#if defined(__x86_64__)
	return result(syscall(0x40000000L + SYS_getpid));
#else
	return EPERM;
#endif
}

static int privileges(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? EPERM : 0;
}

/* Resolves a name with this machine's resolver modules. */
static int resolve(void)
{
	struct addrinfo *found = NULL;

	if (getaddrinfo("localhost", "80", NULL, &found))
		return EIO;
	freeaddrinfo(found);
	return 0;
}

static int network(void)
{
	return result(socket(AF_INET, SOCK_STREAM, 0));
}

static const struct {
	const char *name;
	int (*attempt)(void);
	int want;		/* errno, or 0 if the call succeeds */
	const char *by;		/* the mechanism that refuses the call, as
				 * confine.text names it */
	bool native;		/* valgrind handles this call itself */
} rights[] = {
	{ "new privileges",    privileges,    EPERM,  "no new privileges" },
	{ "write a file",      write_old,     EACCES, "Landlock ABI" },
	{ "empty a file",      truncate_old,  EACCES, "Landlock ABI" },
	{ "append to a file",  append_old,    EACCES, "Landlock ABI" },
	{ "truncate a path",   truncate_path, EACCES, "Landlock ABI" },
	{ "create a file",     create_new,    EACCES, "Landlock ABI" },
	{ "make a directory",  make_dir,      EACCES, "Landlock ABI" },
	{ "make a symlink",    make_link,     EACCES, "Landlock ABI" },
	{ "make a link",       hard_link,     EACCES, "Landlock ABI" },
	{ "rename",            move,          EACCES, "Landlock ABI" },
	{ "remove a file",     remove_old,    EACCES, "Landlock ABI" },
	{ "execve",            execute,       EPERM,  "seccomp (", true },
	{ "execveat",          execute_open,  EPERM,  "seccomp (", true },
	{ "ptrace",            trace,         EPERM,  "ptrace" },
	{ "process_vm_readv",  read_memory,   EPERM,  "seccomp (" },
	{ "process_vm_writev", write_memory,  EPERM,  "seccomp (" },
	{ "keyctl",            ask_keys,      EPERM,  "seccomp (" },
	{ "bpf",               load_bpf,      EPERM,  "seccomp (", true },
	{ "mount",             mount_dir,     EPERM,  "seccomp (", true },
	{ "an x32 call",       call_x32,      EPERM,  "seccomp (", true },
	{ "read a file",       read_old,      0,      "" },
	{ "read a directory",  list,          0,      "" },
	{ "write /dev/null",   write_null,    0,      "" },
	{ "resolve a name",    resolve,       0,      "" },
	{ "open a socket",     network,       0,      "" },
};

/* Returns whether the test can try row I.  If the kernel lacks the row's
 * mechanism, TEXT must say so. */
static bool applies(int i, const char *text)
{
	if (rights[i].native && strstr(text, "valgrind"))
		return false;
	if (strstr(text, rights[i].by))
		return true;
	ck_assert_msg(strstr(text, "not in force: ") ||
		      (ATTR_SANITIZED && rights[i].attempt == trace),
		      "%s: neither in force nor said: %s", rights[i].name,
		      text);
	return false;
}

/* Confines this process and tries row I.  Returns 0 if the result is right. */
static int attempt(int i)
{
	struct confine c = { 0 };
	int got;

	confine_apply(&c);
	if (!applies(i, c.text))
		return 0;
	got = rights[i].attempt();
	if (got == rights[i].want)
		return 0;
	(void)fprintf(stderr, "%s: got %s, want %s; %s\n", rights[i].name,
		      strerror(got), strerror(rights[i].want), c.text);
	return 1;
}

static void set_up(void)
{
	int fd;

	ck_assert_ptr_nonnull(mkdtemp(dir));
	(void)snprintf(old, sizeof(old), "%s/old", dir);
	(void)snprintf(new, sizeof(new), "%s/new", dir);
	fd = open(old, O_WRONLY | O_CREAT, 0600);
	ck_assert_int_ge(fd, 0);
	ck_assert_int_eq(write(fd, "x", 1), 1);
	(void)close(fd);
}

static void tidy(void)
{
	(void)unlink(old);
	(void)unlink(new);
	(void)rmdir(new);
	ck_assert_int_eq(rmdir(dir), 0);
	(void)memcpy(dir + sizeof(dir) - 7, "XXXXXX", 6);
}

START_TEST(each_right)
{
	int status = -1;
	pid_t pid;

	set_up();
	pid = fork();
	if (pid == 0)
		_exit(attempt(_i));
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	tidy();
	ck_assert_msg(status == 0, "%s: status %#x", rights[_i].name,
		      (unsigned)status);
}
END_TEST

/* Returns 0 if open descriptors stay usable, and a second confine_apply changes
 * nothing. */
static int keep_open(void)
{
	struct confine c = { 0 };
	char text[sizeof(c.text)];
	int fd = open(old, O_WRONLY | O_TRUNC);

	confine_apply(&c);
	memcpy(text, c.text, sizeof(text));
	confine_apply(&c);
	if (strcmp(text, c.text) != 0 || !c.done)
		return 1;
	return write(fd, "more", 4) != 4 || ftruncate(fd, 2);
}

START_TEST(open_before)
{
	int status = -1;
	pid_t pid;

	set_up();
	pid = fork();
	if (pid == 0)
		_exit(keep_open());
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	tidy();
	ck_assert_int_eq(status, 0);
}
END_TEST

/* confine.text has room for a message that is 64 bytes longer than the message
 * on this machine. */
START_TEST(text)
{
	struct confine *c = mmap(NULL, sizeof(*c), PROT_READ | PROT_WRITE,
				 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int status = -1;
	pid_t pid;

	ck_assert_ptr_ne(c, MAP_FAILED);
	pid = fork();
	if (pid == 0) {
		confine_apply(c);
		_exit(0);
	}
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert_int_eq(status, 0);
	ck_assert(c->done);
	ck_assert_uint_lt(strlen(c->text), sizeof(c->text) - 64);
	ck_assert_msg(strncmp(c->text, "no new privileges", 17) == 0,
		      "text: %s", c->text);
	(void)munmap(c, sizeof(*c));
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ each_right, ROWS(rights) }, { open_before, 1 }, { text, 1 },
	};

	return check_main("confine", cases, ROWS(cases));
}

#else

START_TEST(says_so)
{
	struct confine c = { 0 };

	confine_apply(&c);
	ck_assert(c.done && c.text[0]);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { says_so, 1 } };

	return check_main("confine", cases, ROWS(cases));
}

#endif
