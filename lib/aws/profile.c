/* SPDX-License-Identifier: BSD-2-Clause */
#include "aws/profile.h"

#include <stdlib.h>
#include <string.h>

#include "aws/awsfile.h"
#include "base/similar.h"
#include "base/str.h"
#include "base/words.h"
#include "system/expand.h"

enum kind { KIND_PROFILE, KIND_SSO, KIND_SERVICES };

/* A section that is a profile, an sso-session or a services section. */
struct section {
	enum kind kind;
	enum profile_file file;
	char *name;		/* name without quotes */
	size_t start;		/* index of the section in the file's entries */
};

struct profile {
	struct profile_places places;
	struct awsfile files[PROFILE_FILES];
	struct buf paths[PROFILE_FILES];
	size_t defaults[PROFILE_FILES];	/* index of [DEFAULT] in each file's
					 * entries plus 1, or 0 if the file does
					 * not have [DEFAULT] */
	struct section *sections;
	size_t len, cap;
	bool loaded;
	int outcome;		/* return value of profile_load, 0 or -1 */
	struct err err;
};

int profile_new(struct profile **out, const struct profile_places *places,
		struct err *err)
{
	struct profile *p = calloc(1, sizeof(*p));

	if (!p)
		return err_memory(err);
	p->places = *places;
	*out = p;
	return 0;
}

void profile_free(struct profile *p)
{
	if (!p)
		return;
	for (int i = 0; i < PROFILE_FILES; i++) {
		awsfile_release(&p->files[i]);
		buf_release(&p->paths[i]);
	}
	for (size_t i = 0; i < p->len; i++)
		free(p->sections[i].name);
	free(p->sections);
	free(p);
}

const char *profile_name(const struct profile *p)
{
	return p->places.name ? p->places.name : "default";
}

int profile_expand(const struct profile *p, const char *path,
		   struct buf *out, struct err *err)
{
	if (path[0] == '~' && (path[1] == '/' || !path[1]) &&
	    !expand_home(p->places.home))
		return err_set(err, "%s: HOME is not set, and the password "
			       "database has no entry for this user", path);
	expand_path(out, path, p->places.home);
	return buf_check(out, "path", err);
}

static int add_section(struct profile *p, const struct section *section,
		       struct err *err)
{
	if (p->len == p->cap) {
		size_t cap = p->cap ? 2 * p->cap : 16;
		struct section *sections =
			realloc(p->sections, cap * sizeof(*sections));

		if (!sections)
			return err_memory(err);
		p->sections = sections;
		p->cap = cap;
	}
	p->sections[p->len] = *section;
	p->sections[p->len].name = strdup(section->name);
	if (!p->sections[p->len].name)
		return err_memory(err);
	p->len++;
	return 0;
}

/* Adds a section of the config file.  TEXT is the text between the brackets.
 * Ignores unknown sections and names with a quote that is not closed, as
 * botocore does. */
static int add_config(struct profile *p, const char *text, size_t start,
		      struct err *err)
{
	static const struct {
		const char *word;
		enum kind kind;
	} kinds[] = {
		{ "profile",     KIND_PROFILE },
		{ "sso-session", KIND_SSO },
		{ "services",    KIND_SERVICES },
	};
	struct section s = { .file = PROFILE_CONFIG, .start = start };
	struct words words = { 0 };
	struct err why;
	int rc = 0;

	if (words_split(&words, text, &why)) {
		if (words.out_of_memory)
			*err = why;
		rc = words.out_of_memory ? -1 : 0;
		words_release(&words);
		return rc;
	}
	if (words.len == 2)
		for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
			if (str_begins(text, kinds[i].word)) {
				s.kind = kinds[i].kind;
				s.name = words.list[1];
			}
	if (strcmp(text, "default") == 0)
		s.name = words.list[0];
	if (s.name)
		rc = add_section(p, &s, err);
	words_release(&words);
	return rc;
}

static int index_file(struct profile *p, enum profile_file file,
		      struct err *err)
{
	const struct awsfile *f = &p->files[file];

	for (size_t i = 0; i < f->len; i++) {
		char *name = (char *)f->entries[i].section;
		struct section s = { .kind = KIND_PROFILE, .file = file,
				     .name = name, .start = i };

		if (f->entries[i].name)
			continue;
		if (strcmp(name, "DEFAULT") == 0) {
			p->defaults[file] = i + 1;
			continue;
		}
		if (file == PROFILE_CREDENTIALS ? add_section(p, &s, err)
						: add_config(p, name, i, err))
			return -1;
	}
	return 0;
}

static int load_file(struct profile *p, enum profile_file file, struct err *err)
{
	static const char *const names[] = {
		[PROFILE_CREDENTIALS] = "~/.aws/credentials",
		[PROFILE_CONFIG] = "~/.aws/config",
	};
	const char *path = file == PROFILE_CONFIG ? p->places.config_file
					: p->places.credentials_file;

	expand_path(&p->paths[file], path ? path : names[file], p->places.home);
	if (buf_check(&p->paths[file], "path", err))
		return -1;
	path = buf_str(&p->paths[file]);
	/* If the home directory is unknown, treat the file as missing. */
	if (path[0] == '~' && (path[1] == '/' || !path[1])) {
		p->files[file].state.absent = "HOME is not set, and the "
			"password database has no entry for this user";
		return 0;
	}
	if (awsfile_read(&p->files[file], path, err))
		return -1;
	return index_file(p, file, err);
}

static int load_files(struct profile *p, struct err *err)
{
	if (load_file(p, PROFILE_CONFIG, err) ||
	    load_file(p, PROFILE_CREDENTIALS, err))
		return -1;
	if (!p->places.name || profile_exists(p, p->places.name))
		return 0;
	profile_missing(p, p->places.name, err);
	return err_prefix(err, "profile %s", p->places.name);
}

int profile_load(struct profile *p, struct err *err)
{
	if (!p->loaded)
		p->outcome = load_files(p, &p->err);
	p->loaded = true;
	if (p->outcome)
		*err = p->err;
	return p->outcome;
}

/* Returns the section with this kind, file and name, or NULL.  If the file has
 * several such sections, returns the last one. */
static const struct section *find_section(const struct profile *p,
					  enum kind kind,
					  enum profile_file file,
					  const char *name)
{
	for (size_t i = p->len; i-- > 0;) {
		const struct section *s = &p->sections[i];

		if (s->kind == kind && s->file == file &&
		    strcmp(s->name, name) == 0)
			return s;
	}
	return NULL;
}

/* Returns the value of a setting of the section S, or else of [DEFAULT] in the
 * same file.  Returns NULL if both lack the setting, or if S is NULL. */
static const char *get_setting(const struct profile *p, const struct section *s,
			       const char *parent, const char *setting)
{
	const char *value;

	if (!s)
		return NULL;
	value = awsfile_get(&p->files[s->file], s->start, parent, setting);
	if (!value && p->defaults[s->file])
		value = awsfile_get(&p->files[s->file],
				    p->defaults[s->file] - 1, parent, setting);
	return value;
}

/* Returns whether a file has a section whose text between the brackets is
 * BEFORE followed by NAME. */
static bool has_header(const struct awsfile *f, const char *before,
		       const char *name)
{
	size_t len = strlen(before);

	for (size_t i = 0; i < f->len; i++)
		if (!f->entries[i].name &&
		    strncmp(f->entries[i].section, before, len) == 0 &&
		    strcmp(f->entries[i].section + len, name) == 0)
			return true;
	return false;
}

/* Returns the profile whose name is most similar to NAME, or NULL if all names
 * are too different. */
static const char *find_similar_profile(const struct profile *p,
					const char *name)
{
	struct similar s = { .word = name, .len = strlen(name) };

	for (size_t i = 0; i < p->len; i++)
		if (p->sections[i].kind == KIND_PROFILE)
			similar_offer(&s, p->sections[i].name);
	return s.best;
}

/* The first three hints explain a common mistake: a section header in the
 * syntax of the other file, or without the necessary quotes. */
int profile_missing(const struct profile *p, const char *name, struct err *err)
{
	const char *config = profile_path(p, PROFILE_CONFIG);
	const char *credentials = profile_path(p, PROFILE_CREDENTIALS);
	const char *meant = find_similar_profile(p, name);
	const char *quote = strpbrk(name, " \t") ? "\"" : "";
	struct buf gaps = { 0 };

	err_set(err, "it is neither in %s nor in %s", config, credentials);
	if (has_header(&p->files[PROFILE_CONFIG], "", name))
		err_hint(err, "[%s] in %s must be [profile %s%s%s] to be a "
			 "profile", name, config, quote, name, quote);
	else if (has_header(&p->files[PROFILE_CREDENTIALS], "profile ", name))
		err_hint(err, "[profile %s] in %s must be [%s] to be a profile",
			 name, credentials, name);
	else if (*quote &&
		 has_header(&p->files[PROFILE_CONFIG], "profile ", name))
		err_hint(err, "[profile %s] in %s must be [profile \"%s\"], "
			 "with quotes, to be a profile", name, config, name);
	else if (meant)
		err_hint(err, "did you mean %s?", meant);
	profile_gaps(p, &gaps);
	if (!err->hint[0] && gaps.len)
		err_hint(err, "%s", buf_str(&gaps));
	buf_release(&gaps);
	return -1;
}

bool profile_exists(const struct profile *p, const char *name)
{
	return find_section(p, KIND_PROFILE, PROFILE_CONFIG, name) ||
	       find_section(p, KIND_PROFILE, PROFILE_CREDENTIALS, name);
}

/* Returns whether an earlier section belongs to the same profile as section
 * AT. */
static bool came_before(const struct profile *p, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (p->sections[i].kind == KIND_PROFILE &&
		    strcmp(p->sections[i].name, p->sections[at].name) == 0)
			return true;
	return false;
}

const char *profile_next(const struct profile *p, size_t *at)
{
	while (*at < p->len) {
		size_t i = (*at)++;

		if (p->sections[i].kind == KIND_PROFILE && !came_before(p, i))
			return p->sections[i].name;
	}
	return NULL;
}

const char *profile_get_from(const struct profile *p, enum profile_file file,
			     const char *name, const char *setting)
{
	return get_setting(p, find_section(p, KIND_PROFILE, file, name), NULL,
			   setting);
}

const char *profile_get(const struct profile *p, const char *name,
			const char *setting)
{
	const char *value = profile_get_from(p, PROFILE_CREDENTIALS, name,
					     setting);

	return value ? value
		     : profile_get_from(p, PROFILE_CONFIG, name, setting);
}

const char *profile_own(const struct profile *p, const char *setting)
{
	const char *value = profile_get(p, profile_name(p), setting);

	return value && *value ? value : NULL;
}

bool profile_sso_exists(const struct profile *p, const char *name)
{
	return find_section(p, KIND_SSO, PROFILE_CONFIG, name);
}

const char *profile_sso(const struct profile *p, const char *name,
			const char *setting)
{
	return get_setting(p, find_section(p, KIND_SSO, PROFILE_CONFIG, name),
			   NULL, setting);
}

bool profile_services_exist(const struct profile *p, const char *name)
{
	return find_section(p, KIND_SERVICES, PROFILE_CONFIG, name);
}

const char *profile_service(const struct profile *p, const char *name,
			    const char *service, const char *setting)
{
	return get_setting(p,
			   find_section(p, KIND_SERVICES, PROFILE_CONFIG, name),
			   service, setting);
}

const char *profile_path(const struct profile *p, enum profile_file file)
{
	return buf_str(&p->paths[file]);
}

bool profile_exposed(const struct profile *p, enum profile_file file)
{
	return p->files[file].state.exposed;
}

void profile_gaps(const struct profile *p, struct buf *out)
{
	static const char *const variables[] = {
		[PROFILE_CREDENTIALS] = "AWS_SHARED_CREDENTIALS_FILE",
		[PROFILE_CONFIG] = "AWS_CONFIG_FILE",
	};
	const char *const named[] = {
		[PROFILE_CREDENTIALS] = p->places.credentials_file,
		[PROFILE_CONFIG] = p->places.config_file,
	};

	for (int i = PROFILE_FILES; i-- > 0;) {
		const char *why = p->files[i].state.absent;

		/* A missing default file is normal: many users have only one of
		 * the two files. */
		if (!why || (!named[i] && strcmp(why, FILE_NOT_THERE) == 0))
			continue;
		buf_puts(out, out->len ? "; " : "");
		if (named[i])
			buf_printf(out, "%s: ", variables[i]);
		buf_printf(out, "%s: %s", profile_path(p, i), why);
	}
}
