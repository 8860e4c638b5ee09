/* SPDX-License-Identifier: BSD-2-Clause */
#include "storefile.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/vfs.h>
#endif

#include "base/buf.h"
#include "tempfile.h"

/* APPLICATION is "EC2A" in ASCII.  VERSION is the version of the tables. */
#define APPLICATION 1162031681
#define VERSION 1
#define IN_TEXT(number) TEXT_OF(number)
#define TEXT_OF(text) #text

/* The longest wait for another run's transaction, in milliseconds. */
enum { BUSY_MS = 10 * 1000 };

/* Creates the tables without a journal, because the database gets its name only
 * when it is complete. */
static const char schema[] =
"PRAGMA journal_mode = OFF;"
"BEGIN;"
"CREATE TABLE audit (id INTEGER PRIMARY KEY, kind TEXT NOT NULL,"
" code TEXT NOT NULL, list TEXT NOT NULL, targets TEXT NOT NULL,"
" UNIQUE (kind, code, list, targets));"
"CREATE TABLE place (audit INTEGER NOT NULL REFERENCES audit,"
" name TEXT NOT NULL, account TEXT NOT NULL, endpoint TEXT NOT NULL,"
" PRIMARY KEY (audit, name)) WITHOUT ROWID;"
"CREATE TABLE run (id INTEGER PRIMARY KEY,"
" audit INTEGER NOT NULL REFERENCES audit, time INTEGER NOT NULL,"
" status INTEGER NOT NULL, ms INTEGER NOT NULL, good INTEGER NOT NULL,"
" bad INTEGER NOT NULL, gone INTEGER NOT NULL, unknown INTEGER NOT NULL);"
"CREATE INDEX run_audit ON run (audit, id);"
"CREATE TABLE thing (audit INTEGER NOT NULL REFERENCES audit,"
" id TEXT NOT NULL, state TEXT NOT NULL, owner TEXT NOT NULL,"
" since INTEGER NOT NULL, label TEXT NOT NULL, account TEXT NOT NULL,"
" region TEXT NOT NULL, place TEXT NOT NULL, detail TEXT NOT NULL,"
" dropped INTEGER NOT NULL, PRIMARY KEY (audit, id)) WITHOUT ROWID;"
"CREATE TABLE change (run INTEGER NOT NULL REFERENCES run,"
" change TEXT NOT NULL, id TEXT NOT NULL, state TEXT NOT NULL,"
" owner TEXT NOT NULL, label TEXT NOT NULL, account TEXT NOT NULL,"
" region TEXT NOT NULL);"
"CREATE INDEX change_run ON change (run);"
"PRAGMA user_version = " IN_TEXT(VERSION) ";"
"PRAGMA application_id = " IN_TEXT(APPLICATION) ";"
"COMMIT;"
"PRAGMA journal_mode = WAL;";

/* On Linux, fails if PATH is on a file system where several hosts may use the
 * file, since SQLite's shared memory does not work across hosts.  The message
 * calls the file FILE. */
static int check_disk(const char *path, const char *file, struct err *err)
{
#ifdef __linux__
	static const long remote[] = { 0x6969, 0x517b, 0xff534d42, 0xfe534d42,
				       0x65735546, 0x01021997 };
	struct statfs fs;

	if (statfs(path, &fs))
		return err_errno(err, errno, "%s", file);
	for (size_t i = 0; i < sizeof(remote) / sizeof(*remote); i++)
		if ((unsigned long)fs.f_type == (unsigned long)remote[i])
			return err_set(err, "%s: a database on NFS, SMB, FUSE "
				       "or 9p may be damaged: give a file on a "
				       "local disk", file);
#endif
	return 0;
}

static int fill_file(const char *name, const char *file, struct err *err)
{
	struct db *db = NULL;
	int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	int rc;

	if (fd < 0)
		return err_errno(err, errno, "%s", file);
	(void)close(fd);
	rc = check_disk(name, file, err) ||
	     db_open(&db, name, file, BUSY_MS, err) ? -1 : 0;
	if (!rc)
		rc = db_script(db, schema, err);
	db_close(db);
	if (!rc && link(name, file) && errno != EEXIST)
		rc = err_errno(err, errno, "%s", file);
	return rc;
}

/* Makes the database under another name, and then links it as FILE, so that a
 * killed run leaves no incomplete database.  If another run has made FILE in
 * the meantime, keeps that file. */
static int make_file(const char *file, struct err *err)
{
	struct buf name = { 0 }, db = { 0 };
	int fd = tempfile_make(&name, file), why = errno, rc;

	if (fd < 0) {
		(void)tempfile_folder(&db, file);
		rc = err_errno(err, why, "%s: its folder cannot be written: %s", file,
			       buf_str(&db));
	} else {
		buf_printf(&db, "%s" TEMPFILE_DB, buf_str(&name));
		rc = buf_check(&db, "path", err) ||
		     fill_file(buf_str(&db), file, err) ? -1 : 0;
	}
	buf_release(&db);
	tempfile_drop(&name, fd);
	return rc;
}

static int check_file(const char *file, bool create, struct err *err)
{
	struct stat st;

	if (stat(file, &st)) {
		if (errno != ENOENT || !create)
			return err_errno(err, errno, "%s", file);
		if (lstat(file, &st) == 0 && S_ISLNK(st.st_mode))
			return err_set(err, "%s: it is a symbolic link to a "
				       "missing file", file);
		return make_file(file, err);
	}
	if (S_ISDIR(st.st_mode))
		return err_usage(err, "%s: it is a directory", file);
	if (!S_ISREG(st.st_mode))
		return err_set(err, "%s: it is not a regular file", file);
	if (!st.st_size)
		return err_set(err, "%s: it is empty, so no audit wrote it: "
			       "remove it to start again", file);
	if (access(file, R_OK | W_OK))
		return err_errno(err, errno, "%s", file);
	return check_disk(file, file, err);
}

static int identify_file(struct db *db, const char *file, struct err *err)
{
	long long application, version;

	if (db_one(db, "PRAGMA application_id", DB_VALUES(NULL), &application,
		   err) ||
	    db_one(db, "PRAGMA user_version", DB_VALUES(NULL), &version, err))
		return -1;
	if (application != APPLICATION)
		return err_set(err, "%s: it is not a database of the audits: "
			       "give another file", file);
	if (version != VERSION)
		return err_set(err, "%s: its version is %lld, and this program "
			       "knows version %d: use the program that wrote "
			       "it, or give another file", file, version,
			       VERSION);
	return db_script(db, "PRAGMA synchronous = FULL;"
			 "PRAGMA foreign_keys = ON;"
			 "PRAGMA temp_store = MEMORY;", err);
}

int storefile_open(struct db **out, const char *file, bool create,
		   struct err *err)
{
	struct db *db;

	tempfile_sweep(file);
	if (check_file(file, create, err) ||
	    db_open(&db, file, file, BUSY_MS, err))
		return -1;
	if (identify_file(db, file, err)) {
		db_close(db);
		return -1;
	}
	*out = db;
	return 0;
}
