/* SPDX-License-Identifier: BSD-2-Clause */
#include "system/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

#include "base/attr.h"

#if defined(__linux__) && defined(__has_include)
#if __has_include(<linux/landlock.h>)
#include <linux/landlock.h>
#define HAVE_LANDLOCK 1
#endif
/* This header needs no library: its macro expands to instructions that valgrind
 * recognizes. */
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#endif
#endif
#ifndef RUNNING_ON_VALGRIND
#define RUNNING_ON_VALGRIND 0
#endif

/* The rules in force and the missing rules, as two comma-separated lists. */
struct report {
	char have[192], lack[160];
};

ATTR_PRINTF(3, 4)
static void append_words(char *list, size_t size, const char *format, ...)
{
	size_t len = strlen(list);
	va_list ap;

	va_start(ap, format);
	(void)vsnprintf(list + len, size - len, format, ap);
	va_end(ap);
}

static void in_force(struct report *r, const char *what)
{
	append_words(r->have, sizeof(r->have), "%s%s",
		     *r->have ? ", " : "", what);
}

static void not_in_force(struct report *r, const char *what, const char *why)
{
	append_words(r->lack, sizeof(r->lack), "%s%s (%s)",
		     *r->lack ? ", " : "", what, why);
}

#ifdef __linux__

#ifdef HAVE_LANDLOCK

#define WRITING (LANDLOCK_ACCESS_FS_WRITE_FILE | \
	LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE | \
	LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR | \
	LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | \
	LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK | \
	LANDLOCK_ACCESS_FS_MAKE_SYM)

/* Rights that later versions of Landlock added and that older headers do not
 * define. */
enum { MOVE = 1 << 13, TRUNCATE = 1 << 14 };

/* Keeps write access to the terminal and to /dev/null.  To renew the
 * credentials of a role, the program may have to ask the user for an MFA code
 * at the terminal. */
static void allow_devices(int rules)
{
	static const char *const names[] = { "/dev/tty", "/dev/null" };
	struct landlock_path_beneath_attr rule = {
		.allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE,
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		rule.parent_fd = open(names[i],
				      O_RDONLY | O_NOCTTY | O_CLOEXEC);
		if (rule.parent_fd < 0)
			continue;
		(void)syscall(SYS_landlock_add_rule, rules,
			      LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
		(void)close(rule.parent_fd);
	}
}

/* Keeps the rights to create, write and remove files below the directory PATH.
 * These rights also allow a rename within the directory. */
static void allow_directory(int rules, const char *path, bool truncate)
{
	struct landlock_path_beneath_attr rule = {
		.allowed_access = LANDLOCK_ACCESS_FS_WRITE_FILE |
				  LANDLOCK_ACCESS_FS_MAKE_REG |
				  LANDLOCK_ACCESS_FS_REMOVE_FILE,
	};

	if (truncate)
		rule.allowed_access |= TRUNCATE;
	rule.parent_fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (rule.parent_fd < 0)
		return;
	(void)syscall(SYS_landlock_add_rule, rules,
		      LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	(void)close(rule.parent_fd);
}

/* Takes away write access with Landlock.  Returns the version of Landlock, or
 * -1 with errno. */
static int refuse_writing(const struct confine *c)
{
	struct landlock_ruleset_attr attr = { .handled_access_fs = WRITING };
	int version, rules, rc;

	version = (int)syscall(SYS_landlock_create_ruleset, NULL, 0,
			       LANDLOCK_CREATE_RULESET_VERSION);
	if (version < 0)
		return -1;
	if (version >= 2)
		attr.handled_access_fs |= MOVE;
	if (version >= 3)
		attr.handled_access_fs |= TRUNCATE;
	rules = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr),
			     0);
	if (rules < 0)
		return -1;
	allow_devices(rules);
	for (size_t i = 0; i < c->count; i++)
		allow_directory(rules, c->allowed[i], version >= 3);
	rc = (int)syscall(SYS_landlock_restrict_self, rules, 0);
	(void)close(rules);
	return rc ? -1 : version;
}

/* Forbids writing to files with Landlock.  Leaves files unconfined under
 * valgrind, which does not know Landlock's system calls and must remove its own
 * files at the end. */
static void confine_files(struct report *r, const struct confine *c)
{
	char what[96];
	int version;

	if (RUNNING_ON_VALGRIND) {
		not_in_force(r, "Landlock", "valgrind writes files");
		return;
	}
	version = refuse_writing(c);
	if (version < 0) {
		not_in_force(r, "Landlock", strerror(errno));
		return;
	}
	(void)snprintf(what, sizeof(what), "Landlock ABI %d (no writing to "
		       "files%s)", version,
		       c->count ? " but its own" : "");
	in_force(r, what);
}

#else

static void confine_files(struct report *r, const struct confine *c)
{
	(void)c;
	not_in_force(r, "Landlock", "built without its header");
}

#endif

/* ARCH is the architecture's number for seccomp.  OTHER_TABLE is the first
 * number of a second table of system calls, for example that of x32 on x86-64.
 * Our programs do not use the second table.  UINT32_MAX means that there is no
 * second table. */
#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCH AUDIT_ARCH_X86_64
#define OTHER_TABLE 0x40000000U
#elif defined(__i386__)
#define ARCH AUDIT_ARCH_I386
#elif defined(__aarch64__) && defined(__AARCH64EL__) && !defined(__ILP32__)
#define ARCH AUDIT_ARCH_AARCH64
#elif defined(__arm__) && defined(__ARM_EABI__) && defined(__ARMEL__)
#define ARCH AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCH AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCH AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCH AUDIT_ARCH_S390X
#endif
#ifndef OTHER_TABLE
#define OTHER_TABLE UINT32_MAX
#endif

#ifdef ARCH

/* System calls that a confined process never needs.  A helper process runs the
 * user's programs: see child.h. */
static const unsigned refused[] = {
	SYS_execve, SYS_execveat,
	/* Calls that control another process. */
#if !ATTR_SANITIZED	/* sanitizers use this call to search for leaks */
	SYS_ptrace,
#endif
	SYS_process_vm_readv, SYS_process_vm_writev,
	/* Calls for kernel keys, BPF programs and mounts. */
	SYS_keyctl, SYS_add_key, SYS_request_key, SYS_bpf,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_move_mount, SYS_open_tree,
	SYS_fsopen, SYS_fsmount,
};

enum { REFUSED = sizeof(refused) / sizeof(*refused) };

#define LOAD(member) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, \
	(uint32_t)offsetof(struct seccomp_data, member))
#define IF(test, value, then, otherwise) \
	BPF_JUMP(BPF_JMP | (test) | BPF_K, (value), (then), (otherwise))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))

/* Makes the system calls in `refused` fail with EPERM.  Also makes all calls of
 * other architectures and of the second table fail, because their numbers have
 * other meanings. */
static int refuse_calls(void)
{
	enum { HEAD = 4 };
	struct sock_filter code[HEAD + REFUSED + 2] = {
		LOAD(arch),
		IF(BPF_JEQ, ARCH, 0, REFUSED + 3),
		LOAD(nr),
		IF(BPF_JGE, OTHER_TABLE, REFUSED + 1, 0),
	};
	struct sock_fprog program = {
		.len = sizeof(code) / sizeof(*code), .filter = code,
	};

	for (unsigned i = 0; i < REFUSED; i++)
		code[HEAD + i] = (struct sock_filter)
			IF(BPF_JEQ, refused[i], (uint8_t)(REFUSED - i), 0);
	code[HEAD + REFUSED] = (struct sock_filter)RETURN(SECCOMP_RET_ALLOW);
	code[HEAD + REFUSED + 1] = (struct sock_filter)
		RETURN(SECCOMP_RET_ERRNO | EPERM);
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static void confine_calls(struct report *r)
{
	if (refuse_calls()) {
		not_in_force(r, "seccomp", strerror(errno));
		return;
	}
	in_force(r, ATTR_SANITIZED
		 ? "seccomp (no execve, process_vm_*, keyctl, bpf, mount)"
		 : "seccomp (no execve, ptrace, process_vm_*, keyctl, bpf, "
		   "mount)");
}

#else

static void confine_calls(struct report *r)
{
	not_in_force(r, "seccomp", "not on this architecture");
}

#endif

/* Applies all rules, or none if "no new privileges" fails.  "No new privileges"
 * must be the first rule, because Linux requires this rule before an
 * unprivileged process applies the other rules.  Without "no new privileges", a
 * confined process could start a set-user-ID program and mislead that
 * program. */
static void apply_all(struct report *r, const struct confine *c)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) {
		not_in_force(r, "no new privileges", strerror(errno));
		return;
	}
	in_force(r, "no new privileges");
	/* A core file may contain secret keys.  program_begin has disabled core
	 * dumps. */
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)
		in_force(r, "no core dumps");
	else
		not_in_force(r, "no core dumps", "the process is dumpable");
	confine_files(r, c);
	confine_calls(r);
}

#elif defined(__OpenBSD__)

static void apply_all(struct report *r, const struct confine *c)
{
	const char *promises = c->count
		? "stdio rpath wpath cpath inet unix dns tty"
		: "stdio rpath wpath inet unix dns tty";
	char what[96];

	for (size_t i = 0; i < c->count; i++)
		if (unveil(c->allowed[i], "rwc"))
			not_in_force(r, c->allowed[i], strerror(errno));
	if (unveil("/", "r") || unveil("/dev/tty", "rw") ||
	    unveil("/dev/null", "rw") || unveil(NULL, NULL))
		not_in_force(r, "unveil", strerror(errno));
	else
		in_force(r, c->count ? "unveil (no writing to files but its own)"
				     : "unveil (no writing to files)");
	if (pledge(promises, NULL)) {
		not_in_force(r, "pledge", strerror(errno));
		return;
	}
	(void)snprintf(what, sizeof(what), "pledge (%s)", promises);
	in_force(r, what);
}

#else

static void apply_all(struct report *r, const struct confine *c)
{
	(void)c;
	not_in_force(r, "anything", "not on this system");
}

#endif

void confine_allow(struct confine *c, const char *path)
{
	const char *slash = strrchr(path, '/');
	/* The directory of "/x" is "/", and that of "x" is ".". */
	size_t len = !slash ? 0 : slash == path ? 1 : (size_t)(slash - path);
	char *to;

	if (c->done || c->count == CONFINE_ALLOWED_MAX ||
	    len >= sizeof(c->allowed[0]))
		return;
	to = c->allowed[c->count++];
	memcpy(to, slash ? path : ".", slash ? len : 1);
	to[slash ? len : 1] = '\0';
}

void confine_apply(struct confine *c)
{
	struct report r = { 0 };

	if (c->done)
		return;
	c->done = true;
	apply_all(&r, c);
	append_words(c->text, sizeof(c->text), "%s%s%s", r.have,
		     !r.lack[0] ? "" : r.have[0] ? "; not in force: "
					: "not in force: ", r.lack);
}
