/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/wanted.h"

#include <stdlib.h>
#include <string.h>

#include "aws/profile.h"
#include "base/blank.h"

static const char everything[] = "all";

static int add_name(struct wanted_names *n, const char *name, struct err *err)
{
	for (size_t i = 0; i < n->len; i++)
		if (name && n->list[i] && strcmp(n->list[i], name) == 0)
			return 0;
	if (n->len == n->cap) {
		size_t cap = n->cap ? 2 * n->cap : 8;
		const char **list = realloc(n->list, cap * sizeof(*list));

		if (!list)
			return err_memory(err);
		n->list = list;
		n->cap = cap;
	}
	n->list[n->len++] = name;
	return 0;
}

/* Splits TEXT into names, without white space around them.  OPTION is the
 * option's name, for messages. */
static int split_names(struct wanted_names *n, const char *option,
		       const char *text, struct err *err)
{
	n->many = true;
	buf_puts(&n->text, text);
	if (buf_check(&n->text, option, err))
		return -1;
	for (char *name = n->text.data, *comma; name;
	     name = comma ? comma + 1 : NULL) {
		comma = strchr(name, ',');
		if (comma)
			*comma = '\0';
		name += blank_span(name, NULL);
		blank_trim_end(name);
		if (!*name)
			return err_usage(err, "%s %s: the list has an empty "
					 "name%s", option, text, comma ? "" :
					 "; a list with blanks needs quotes");
		if (strcmp(name, everything) == 0)
			return err_usage(err, "%s %s: 'all' must be the "
					 "only name", option, text);
		if (add_name(n, name, err))
			return -1;
	}
	return 0;
}

static bool is_plural(const char *text)
{
	return text && (strchr(text, ',') || strcmp(text, everything) == 0);
}

static int find_regions(struct wanted_names *n, const char *text,
			struct err *err)
{
	if (!is_plural(text))
		return add_name(n, text, err);
	if (strchr(text, ','))
		return split_names(n, "--region", text, err);
	n->many = n->all = true;
	return add_name(n, NULL, err);
}

/* Adds the names of all profiles to N.  Copies the names, because the names
 * must outlive FILES. */
static int take_all(struct wanted_names *n, const struct profile *files,
		    struct err *err)
{
	const char *name;
	size_t at = 0;

	while ((name = profile_next(files, &at)) != NULL)
		buf_append(&n->text, name, strlen(name) + 1);
	if (buf_check(&n->text, "profiles", err))
		return -1;
	for (at = 0; at < n->text.len; at += strlen(n->text.data + at) + 1)
		if (add_name(n, n->text.data + at, err))
			return -1;
	n->many = true;
	if (n->len)
		return 0;
	return err_usage(err, "--profile all: there is no profile in %s or %s",
			 profile_path(files, PROFILE_CONFIG),
			 profile_path(files, PROFILE_CREDENTIALS));
}

static int find_profiles(struct wanted_names *n, const struct settings *s,
			 struct err *err)
{
	const struct profile_places places = {
		.config_file = s->env_config_file,
		.credentials_file = s->env_credentials_file,
		.home = s->env_home,
	};
	struct profile *files = NULL;
	int rc;

	if (!is_plural(s->profile))
		return add_name(n, s->profile, err);
	rc = profile_new(&files, &places, err);
	if (rc == 0)
		rc = profile_load(files, err);
	if (rc == 0 && profile_exists(files, s->profile))
		rc = add_name(n, s->profile, err);
	else if (rc == 0 && strchr(s->profile, ','))
		rc = split_names(n, "--profile", s->profile, err);
	else if (rc == 0)
		rc = take_all(n, files, err);
	profile_free(files);
	return rc;
}

static int check_clashes(const struct wanted *w, const struct settings *s,
			  struct err *err)
{
	if (s->url && wanted_many(w))
		return err_usage(err, "-U names one endpoint, but each region "
				      "and profile has its own; set "
				      "AWS_ENDPOINT_URL to use one endpoint "
				      "for all of them");
	if (w->profiles.many && (s->access_key || s->secret_key || s->token))
		return err_usage(err, "-O, -W and -T name one account, but "
				      "each profile has its own keys");
	return 0;
}

int wanted_find(struct wanted *w, const struct settings *settings,
		struct err *err)
{
	if (find_regions(&w->regions, settings->region, err) ||
	    find_profiles(&w->profiles, settings, err))
		return -1;
	return check_clashes(w, settings, err);
}

bool wanted_many(const struct wanted *w)
{
	return w->regions.many || w->profiles.many;
}

int wanted_check_one(const struct wanted *w, const char *why, struct err *err)
{
	if (!why || !wanted_many(w))
		return 0;
	if (w->regions.many)
		return err_usage(err, "--region: %s one region only: name it "
				 "with --region REGION", why);
	return err_usage(err, "--profile: %s one profile only: name it with "
			 "--profile NAME", why);
}

static void release_names(struct wanted_names *n)
{
	free(n->list);
	n->list = NULL;
	n->len = n->cap = 0;
	buf_release(&n->text);
}

void wanted_release(struct wanted *w)
{
	release_names(&w->regions);
	release_names(&w->profiles);
}
