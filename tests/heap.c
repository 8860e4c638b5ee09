/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * heap.so: a memory allocator that looks for secrets in memory that is freed,
 * and that fails at chosen allocations.  LD_PRELOAD loads the library before a
 * program.  heap.so works only with the GNU C library.
 *
 *     HEAP_REPORT   the file to write to
 *     HEAP_SECRET   bytes that must not be in a block that is freed, or that is
 *                   left at the end
 *     HEAP_FAIL     N: the N-th allocation fails; N+: all later ones fail too
 *     HEAP_OF       only allocations by this object count for HEAP_FAIL: the
 *                   beginning of a library's name, or "program"
 *
 * Allocations inside pthread_once neither count nor fail.  OpenSSL calls
 * pthread_once to set itself up.  If memory runs out while OpenSSL sets itself
 * up, OpenSSL aborts, or waits for a lock that OpenSSL itself holds.  Versions
 * of OpenSSL differ in these allocations.  A program cannot prevent these
 * failures.
 *
 * The report has lines of these kinds:
 *
 *     failed OBJECT OFFSET         the caller of an allocation that failed
 *                                  because of HEAP_FAIL
 *     secret freed|left OBJECT OFFSET COUNT
 *                                  a caller, and the number of its blocks that
 *                                  held the secret
 *     crashed FUNCTION...          the functions in which the program crashed,
 *                                  the innermost first
 *     allocations N                the number of allocations that counted for
 *                                  HEAP_FAIL
 *     ended                        the program has ended; HEAP_FAIL is unset
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The functions of the C library's allocator that this allocator calls. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_memalign(size_t align, size_t size);
void __libc_free(void *block);

enum { BLOCKS = 1 << 20, FINDINGS = 256, KEPT_FD = 100, CALLERS = 4 };

struct block {
	void *at;
	/* The callers, the innermost first. */
	const void *callers[CALLERS];
};

struct finding {
	bool left;
	const void *caller;
	unsigned long count;
};

/* The address range of an object's code. */
struct text {
	uintptr_t begin, end;
};

static struct {
	pthread_mutex_t lock;
	bool ready;
	pid_t pid;
	int fd;
	const char *secret;
	size_t secret_len;
	const char *of;
	unsigned long fail_at, count;
	bool fail_later;
	struct text program, counted;	/* code of the program, and of the
					 * object that HEAP_OF names */
	struct text crypto;		/* code of libcrypto */
	struct block blocks[BLOCKS];	/* a hash table with open addressing */
	struct finding findings[FINDINGS];
	size_t finding_count;
} heap = { .lock = PTHREAD_MUTEX_INITIALIZER, .fd = -1 };

/* The number of calls of pthread_once that this thread is in.  Another model of
 * thread-local storage would allocate memory. */
static __thread int once_depth __attribute__((tls_model("initial-exec")));

__attribute__((format(printf, 1, 2))) static void say(const char *format, ...)
{
	char line[512];
	va_list ap;
	int n;

	va_start(ap, format);
	n = vsnprintf(line, sizeof(line), format, ap);
	va_end(ap);
	if (n > 0 && heap.fd >= 0)
		(void)!write(heap.fd, line, (size_t)n);
}

static bool is_in(const struct text *text, const void *caller)
{
	return (uintptr_t)caller >= text->begin &&
	       (uintptr_t)caller < text->end;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Finds the object and the offset of a caller, for addr2line. */
static void name_caller(const void *caller, const char **object,
			unsigned long *offset)
{
	Dl_info info;

	*object = "?";
	*offset = (unsigned long)(uintptr_t)caller;
	if (!dladdr(caller, &info) || !info.dli_fname)
		return;
	*object = base_name(info.dli_fname);
	*offset -= (unsigned long)(uintptr_t)info.dli_fbase;
}

/* Finds the code of an object.  The program is the first object, and has no
 * name. */
static int find_text(struct dl_phdr_info *info, size_t size, void *ctx)
{
	const char *name = *info->dlpi_name ? base_name(info->dlpi_name)
					    : "program";
	struct text text = { 0 };

	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *p = &info->dlpi_phdr[i];

		if (p->p_type != PT_LOAD || !(p->p_flags & PF_X))
			continue;
		text.begin = info->dlpi_addr + p->p_vaddr;
		text.end = text.begin + p->p_memsz;
	}
	if (!heap.program.end)
		heap.program = text;
	if (heap.of && !heap.counted.end &&
	    strncmp(name, heap.of, strlen(heap.of)) == 0)
		heap.counted = text;
	if (strncmp(name, "libcrypto.so", 12) == 0)
		heap.crypto = text;
	return 0;
}

/* Writes to the report in which functions the program crashed, the innermost
 * function first. */
static void on_crash(int number)
{
	void *frames[24];
	int n = backtrace(frames, 24);
	Dl_info info;

	say("crashed");
	for (int i = 2; i < n; i++)
		say(" %s", !dladdr(frames[i], &info) || !info.dli_sname
			   ? is_in(&heap.program, frames[i]) ? "(ours)" : "?"
			   : info.dli_sname);
	say("\n");
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

__attribute__((constructor)) static void begin(void)
{
	void *frame;
	const char *path = getenv("HEAP_REPORT"), *at = getenv("HEAP_FAIL");
	int fd;

	heap.of = getenv("HEAP_OF");
	(void)dl_iterate_phdr(find_text, NULL);
	heap.pid = getpid();
	heap.secret = getenv("HEAP_SECRET");
	heap.secret_len = heap.secret ? strlen(heap.secret) : 0;
	for (; at && *at >= '0' && *at <= '9'; at++)
		heap.fail_at = heap.fail_at * 10 + (unsigned long)(*at - '0');
	heap.fail_later = at && *at == '+';
	if (path) {
		fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
		heap.fd = fcntl(fd, F_DUPFD_CLOEXEC, KEPT_FD);
		(void)close(fd);
	}
	/* The first call of backtrace loads a library and allocates memory, so
	 * this call comes before heap.ready is set. */
	(void)backtrace(&frame, 1);
	(void)signal(SIGSEGV, on_crash);
	(void)signal(SIGABRT, on_crash);
	/* Child processes of the program run without heap.so. */
	(void)unsetenv("LD_PRELOAD");
	heap.ready = true;
}

static size_t hash(const void *at)
{
	return ((uintptr_t)at >> 4) * 0x9e3779b97f4a7c15ULL >> 44 &
	       (BLOCKS - 1);
}

/* Returns the entry of a block, or an empty entry for it.  The caller must hold
 * the lock.  An empty entry ends a search, so removing an entry moves the
 * entries after it. */
static struct block *find_block(const void *at)
{
	size_t i = hash(at);

	while (heap.blocks[i].at && heap.blocks[i].at != at)
		i = (i + 1) & (BLOCKS - 1);
	return &heap.blocks[i];
}

static void remove_block(struct block *gone)
{
	size_t hole = (size_t)(gone - heap.blocks), i = hole;

	for (;;) {
		size_t home;

		heap.blocks[hole].at = NULL;
		do {
			i = (i + 1) & (BLOCKS - 1);
			if (!heap.blocks[i].at)
				return;
			home = hash(heap.blocks[i].at);
		} while (hole <= i ? hole < home && home <= i
				   : hole < home || home <= i);
		heap.blocks[hole] = heap.blocks[i];
		hole = i;
	}
}

/* Returns the caller that allocated a block.  Skips functions of libcrypto that
 * only allocate memory for their own callers.  In some versions of libcrypto,
 * these functions have no stack frame. */
static const void *allocating_caller(const struct block *b)
{
	Dl_info info;
	int i = 0;

	if (!is_in(&heap.crypto, b->callers[0]))
		return b->callers[0];
	while (i + 1 < CALLERS && b->callers[i + 1] &&
	       dladdr(b->callers[i], &info) && info.dli_sname &&
	       strncmp(info.dli_sname, "CRYPTO_", 7) == 0)
		i++;
	return b->callers[i];
}

static void add_finding(bool left, const struct block *b)
{
	const void *caller = allocating_caller(b);
	size_t i = 0;

	while (i < heap.finding_count && (heap.findings[i].caller != caller ||
					  heap.findings[i].left != left))
		i++;
	if (i == FINDINGS)
		return;
	if (i == heap.finding_count)
		heap.findings[heap.finding_count++] =
			(struct finding){ left, caller, 0 };
	heap.findings[i].count++;
}

static bool has_secret(const void *at)
{
	return heap.secret_len &&
	       memmem(at, malloc_usable_size((void *)(uintptr_t)at),
		      heap.secret, heap.secret_len);
}

/* Returns whether this allocation must fail. */
static bool fails(const void *caller)
{
	const char *object;
	unsigned long offset, n;

	if (!heap.ready || !heap.fail_at || once_depth ||
	    (heap.of && !is_in(&heap.counted, caller)))
		return false;
	n = __atomic_add_fetch(&heap.count, 1, __ATOMIC_RELAXED);
	if (n != heap.fail_at && !(heap.fail_later && n > heap.fail_at))
		return false;
	if (n == heap.fail_at) {
		name_caller(caller, &object, &offset);
		say("failed %s %#lx\n", object, offset);
	}
	errno = ENOMEM;
	return true;
}

/* Records the callers of a block.  The callers of CALLER matter only if CALLER
 * is in libcrypto.  Does not look up the names of the callers, because the
 * look-ups would take longer than all other work of the allocator. */
static void record_callers(struct block *b, const void *caller)
{
	void *frames[CALLERS + 6];
	int n, i = 0;

	b->callers[0] = caller;
	if (!is_in(&heap.crypto, caller))
		return;
	n = backtrace(frames, CALLERS + 6);
	while (i < n && frames[i] != caller)
		i++;
	for (int to = 0; i < n && to < CALLERS; i++)
		b->callers[to++] = frames[i];
}

/* Records a block.  Fills the memory with zeros, so that a secret in the block
 * comes from the block's owner. */
static void *record_block(void *at, const void *caller)
{
	struct block b = { .at = at };

	if (!at || !heap.secret_len)
		return at;
	record_callers(&b, caller);
	memset(at, 0, malloc_usable_size(at));
	(void)pthread_mutex_lock(&heap.lock);
	*find_block(at) = b;
	(void)pthread_mutex_unlock(&heap.lock);
	return at;
}

static void free_block(void *at)
{
	int error = errno;

	if (at && heap.ready && heap.secret_len) {
		struct block *b;

		(void)pthread_mutex_lock(&heap.lock);
		b = find_block(at);
		if (b->at) {
			if (has_secret(at))
				add_finding(false, b);
			remove_block(b);
		}
		(void)pthread_mutex_unlock(&heap.lock);
	}
	__libc_free(at);
	errno = error;
}

void *malloc(size_t size)
{
	const void *caller = __builtin_return_address(0);

	return fails(caller) ? NULL : record_block(__libc_malloc(size), caller);
}

void *calloc(size_t count, size_t size)
{
	const void *caller = __builtin_return_address(0);

	return fails(caller) ? NULL
			     : record_block(__libc_calloc(count, size), caller);
}

/* Always moves the block, so that the allocator checks the old memory. */
void *realloc(void *old, size_t size)
{
	const void *caller = __builtin_return_address(0);
	size_t had = old ? malloc_usable_size(old) : 0;
	void *at;

	if (old && !size) {
		free_block(old);
		return NULL;
	}
	if (fails(caller))
		return NULL;
	at = record_block(__libc_malloc(size), caller);
	if (!at || !old)
		return at;
	memcpy(at, old, had < size ? had : size);
	free_block(old);
	return at;
}

void *reallocarray(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size) {
		errno = ENOMEM;
		return NULL;
	}
	return realloc(old, count * size);
}

void *aligned_alloc(size_t align, size_t size)
{
	const void *caller = __builtin_return_address(0);

	return fails(caller) ? NULL
			     : record_block(__libc_memalign(align, size),
					    caller);
}

/* Replaces the C library's strdup, which would hide the caller. */
char *strdup(const char *text)
{
	const void *caller = __builtin_return_address(0);
	size_t size = strlen(text) + 1;
	char *at = fails(caller) ? NULL
				 : record_block(__libc_malloc(size), caller);

	return at ? memcpy(at, text, size) : NULL;
}

int posix_memalign(void **out, size_t align, size_t size)
{
	void *at = aligned_alloc(align, size);

	if (!at)
		return ENOMEM;
	*out = at;
	return 0;
}

void free(void *at)
{
	free_block(at);
}

int pthread_once(pthread_once_t *once, void (*begin_it)(void))
{
	int (*next)(pthread_once_t *, void (*)(void)) =
		(int (*)(pthread_once_t *, void (*)(void)))(uintptr_t)
		dlsym(RTLD_NEXT, "pthread_once");
	int rc;

	once_depth++;
	rc = next(once, begin_it);
	once_depth--;
	return rc;
}

static void report(void)
{
	const char *object;
	unsigned long offset;

	for (size_t i = 0; heap.secret_len && i < BLOCKS; i++)
		if (heap.blocks[i].at && has_secret(heap.blocks[i].at))
			add_finding(true, &heap.blocks[i]);
	for (size_t i = 0; i < heap.finding_count; i++) {
		name_caller(heap.findings[i].caller, &object, &offset);
		say("secret %s %s %#lx %lu\n",
		    heap.findings[i].left ? "left" : "freed", object, offset,
		    heap.findings[i].count);
	}
	if (heap.fail_at)
		say("allocations %lu\n", heap.count);
	else
		say("ended\n");
}

/* Our programs end by _exit, without exit handlers. */
void _exit(int status)
{
	void (*end)(int) = (void (*)(int))(uintptr_t)dlsym(RTLD_NEXT, "_exit");

	if (getpid() == heap.pid)
		report();
	end(status);
	__builtin_unreachable();
}

__attribute__((destructor)) static void end(void)
{
	if (getpid() == heap.pid)
		report();
}
