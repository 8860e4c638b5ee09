/* SPDX-License-Identifier: BSD-2-Clause */
#include "command/targets.h"

#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "cli/program.h"
#include "command/regions.h"
#include "http/http.h"
#include "request/hint.h"

const struct column targets_region_column = { "Region" };
const struct column targets_profile_column = { "Profile" };

static enum sign_version signature_version(const struct login *a)
{
	return a->settings.signature_version == 2 ? SIGN_V2 : SIGN_V4;
}

const char *targets_profile(const struct place *place)
{
	return profile_name(place->login->files);
}

static int make_signer(struct place *p, struct err *err)
{
	const struct identity *identity = &p->login->identity;
	const struct sign_scope scope = {
		.version = signature_version(p->login), .service = "ec2",
		.host = buf_str(&p->endpoint.url.host),
		.path = buf_str(&p->endpoint.url.path),
		.region = buf_str(&p->endpoint.region),
	};

	if (p->signer && p->signer_generation == identity->generation)
		return 0;
	signer_free(p->signer);
	p->signer = p->target.service.signer = NULL;
	if (signer_new(&p->signer, &scope, &identity->cred, err))
		return -1;
	p->target.service.signer = p->signer;
	p->signer_generation = identity->generation;
	return 0;
}

static int renew_place(void *ctx, struct target *target, struct err *err)
{
	struct place *p = ctx;
	struct login *a = p->login;
	int rc;

	a->clock_off = target->service.clock_off;
	rc = identity_renew(&a->identity, provider_now(&a->provider), err);
	/* We assume that EC2's clock and STS's clock agree. */
	target->service.clock_off = a->clock_off;
	return rc ? rc : make_signer(p, err);
}

/* If other places have the login and the endpoint of P, sets `shared` in P and
 * in these places. */
static void look_for_shared(struct targets *t, struct place *p)
{
	for (size_t i = 0; i < t->len; i++) {
		struct place *other = t->places[i];

		if (other->login != p->login ||
		    strcmp(buf_str(&other->endpoint.text),
			   buf_str(&p->endpoint.text)) != 0)
			continue;
		other->shared = p->shared = true;
	}
}

static void name_place(const struct targets *t, struct place *p)
{
	if (!t->many)
		return;
	buf_puts(&p->name, buf_str(&p->endpoint.region));
	if (t->profiles)
		buf_printf(&p->name, " (profile %s)", targets_profile(p));
	p->target.name = buf_str(&p->name);
}

static void free_place(struct place *p)
{
	signer_free(p->signer);
	endpoint_release(&p->endpoint);
	buf_release(&p->name);
	free(p);
}

static int make_room(struct targets *t, struct err *err)
{
	size_t cap = t->cap ? 2 * t->cap : 8;
	struct place **places;
	struct target **list;

	if (t->len < t->cap)
		return 0;
	places = realloc(t->places, cap * sizeof(void *));
	if (!places)
		return err_memory(err);
	t->places = places;
	list = realloc(t->list, cap * sizeof(void *));
	if (!list)
		return err_memory(err);
	t->list = list;
	t->cap = cap;
	return 0;
}

/* Adds a place for the login A.  SETTINGS are the login's settings, with the
 * region of the place. */
static int add_place(struct targets *t, struct login *a,
		     const struct settings *settings,
		     const struct targets_plan *plan, struct err *err)
{
	struct place *p;

	if (make_room(t, err))
		return -1;
	p = calloc(1, sizeof(*p));
	if (!p)
		return err_memory(err);
	p->login = a;
	if (endpoint_find(&p->endpoint, settings, a->files, err)) {
		free(p);
		return -1;
	}
	p->target = (struct target){
		.service = {
			.endpoint = &p->endpoint,
			.api_version = plan->api_version,
			.signature = signature_version(a), .http = t->http,
			.clock_off = a->clock_off,
		},
		.attempts_max = (int)a->settings.max_attempts,
		.extras = plan->extras, .renew = renew_place, .renew_ctx = p,
	};
	name_place(t, p);
	look_for_shared(t, p);
	t->places[t->len] = p;
	t->list[t->len++] = &p->target;
	return buf_check(&p->name, "target", err);
}

/* Leaves out an unusable login, and reports the reason, which ERR holds.  Fails
 * instead after a usage error, or if the run has no other login. */
static int leave_out(struct targets *t, struct login *a,
		     const struct targets_plan *plan, struct err *err)
{
	struct buf name = { 0 };
	bool named;

	if (t->logins_count == 1 || err->kind == ERR_USAGE)
		return -1;
	buf_printf(&name, "profile %s", a->settings.profile);
	/* Some errors already begin with the profile's name. */
	named = str_begins(err->text, buf_str(&name));
	plan->complain(plan->notes.ctx, named ? NULL : buf_str(&name), err);
	buf_release(&name);
	a->failed = true;
	t->partial = true;
	return 0;
}

static int open_logins(struct targets *t, const struct wanted *w,
			 const struct targets_plan *plan, struct err *err)
{
	t->logins = calloc(w->profiles.len, sizeof(*t->logins));
	if (!t->logins)
		return err_memory(err);
	t->logins_count = w->profiles.len;
	for (size_t i = 0; i < t->logins_count; i++) {
		struct login *a = &t->logins[i];
		struct settings settings = *plan->settings;

		settings.profile = w->profiles.list[i];
		settings.region = w->regions.list[0];
		if (login_open(a, &settings, plan->attempts_given,
			       &plan->notes, err) &&
		    leave_out(t, a, plan, err))
			return -1;
	}
	return 0;
}

/* Returns whether two profiles have the same endpoint and region.  If ALL,
 * ignores the regions, and any two endpoints of Amazon count as the same. */
static bool has_same_home(const struct login *a, const struct login *b,
			  bool all)
{
	if (all && endpoint_is_amazon(&a->home) && endpoint_is_amazon(&b->home))
		return true;
	return strcmp(buf_str(&a->home.text), buf_str(&b->home.text)) == 0 &&
	       (all || strcmp(buf_str(&a->home.region),
			      buf_str(&b->home.region)) == 0);
}

/* Sets `same` of A if an earlier login has the same account and the same
 * endpoint.  ALL says whether the run asks all regions. */
static void look_for_same(struct targets *t, struct login *a, bool all,
			  const struct targets_plan *plan)
{
	struct buf text = { 0 };

	for (struct login *b = t->logins; b < a && !a->same; b++)
		if (!b->failed && !b->same && has_same_home(a, b, all) &&
		    login_is_same(a, b)) {
			a->same = true;
			buf_printf(&text, "profile %s has the same account as "
					  "profile %s, and is skipped",
				   a->settings.profile, b->settings.profile);
			plan->notes.note(plan->notes.ctx, false,
					 buf_str(&text));
		}
	buf_release(&text);
}

/* Finds the credentials of the usable logins.  The first search may confine the
 * process, so the other logins prepare their searches before it. */
static int find_identities(struct targets *t, const struct wanted *w,
			   const struct targets_plan *plan, struct err *err)
{
	for (size_t i = 1; i < t->logins_count; i++) {
		struct login *a = &t->logins[i];

		if (!a->failed && login_prepare(a, err) &&
		    leave_out(t, a, plan, err))
			return -1;
	}
	for (size_t i = 0; i < t->logins_count; i++) {
		struct login *a = &t->logins[i];

		if (a->failed)
			continue;
		if (login_find(a, err) == 0)
			look_for_same(t, a, w->regions.all, plan);
		else if (leave_out(t, a, plan, err))
			return -1;
	}
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Makes the HTTP handle, which all logins share.  The handle trusts one set of
 * certificate authorities.  Leaves out a login with TLS whose set differs from
 * that of an earlier one. */
static int open_http(struct targets *t, const struct targets_plan *plan,
		     struct err *err)
{
	struct http_settings http = { 0 }, other;
	bool any = false, tls = false;

	for (size_t i = 0; i < t->logins_count; i++) {
		struct login *a = &t->logins[i];
		int rc = 0;

		if (a->failed || a->same)
			continue;
		if (endpoint_http(&other, &a->settings, a->files, &a->home.url,
				  err))
			rc = -1;
		else if (tls && a->home.url.tls &&
			 !same_text(other.ca_bundle, http.ca_bundle))
			rc = err_set(err, "its ca_bundle differs from that of "
				     "earlier profiles: run the command for "
				     "this profile alone");
		if (rc && leave_out(t, a, plan, err))
			return -1;
		if (rc)
			continue;
		if (!any || (!tls && a->home.url.tls))
			http = other;
		any = true;
		tls = tls || a->home.url.tls;
	}
	return any ? http_new(&t->http, &http, err)
		   : err_set(err, "no profile is usable");
}

static bool is_asked(const struct login *a)
{
	return !a->failed && !a->same;
}

static int add_regions(struct targets *t, const struct wanted *w,
		       const struct targets_plan *plan, struct err *err)
{
	for (size_t i = 0; i < t->logins_count; i++) {
		struct login *a = &t->logins[i];

		for (size_t k = 0; is_asked(a) && k < w->regions.len; k++) {
			struct settings settings = a->settings;

			settings.region = w->regions.list[k];
			if (add_place(t, a, &settings, plan, err))
				return -1;
		}
	}
	return 0;
}

/* Adds a place for each region in FOUND.  If the login's own endpoint is not
 * Amazon's, every region gets that endpoint.  Otherwise the login's settings
 * and the region determine the endpoint. */
static int add_found(struct targets *t, const struct place *home,
		     const struct regions_list *found,
		     const struct targets_plan *plan, struct err *err)
{
	struct login *a = home->login;
	const char *name = buf_str(&found->names);
	const char *end = name + found->names.len;

	for (; name < end; name += strlen(name) + 1) {
		struct settings settings = a->settings;

		settings.region = name;
		if (!endpoint_is_amazon(&home->endpoint))
			settings.url = buf_str(&home->endpoint.text);
		if (add_place(t, a, &settings, plan, err))
			return -1;
		t->places[t->len - 1]->endpoint.from = home->endpoint.from;
	}
	return 0;
}

/* Removes the places from T and returns them.  The caller frees the places. */
static struct place **take_places(struct targets *t, size_t *len)
{
	struct place **places = t->places;

	*len = t->len;
	free(t->list);
	t->places = NULL;
	t->list = NULL;
	t->len = t->cap = 0;
	return places;
}

/* Leaves out a login because the search for its regions failed, and reports
 * the reason. */
static int leave_home(struct targets *t, const struct place *home,
		      const struct exchange_result *result,
		      const struct targets_plan *plan, struct err *err)
{
	const struct job nothing = { 0 };

	*err = result->err;
	hint_add(err, result, &home->endpoint, plan->settings, &nothing);
	(void)err_prefix(err, "the account's regions");
	if (!err->hint[0] && result->status / 100 == 4)
		(void)err_hint(err, "--region all calls DescribeRegions; "
			       "--region A,B does not");
	return leave_out(t, home->login, plan, err);
}

/* Asks each login's own endpoint for the login's regions.  Replaces the places
 * in T, one for each login, by a place for each of these regions. */
static int add_all_regions(struct targets *t, struct regions_list *found,
			   const struct targets_plan *plan, struct err *err)
{
	const struct regions_plan ask = {
		.targets = t->list, .len = t->len, .http = t->http,
		.under_way_max = (int)plan->settings->jobs,
		.notes = &plan->notes,
	};
	size_t len;
	struct place **homes;
	int rc = regions_ask(found, &ask, err);

	homes = take_places(t, &len);
	for (size_t i = 0; i < len; i++) {
		if (rc == 0 && found[i].result.failed)
			rc = leave_home(t, homes[i], &found[i].result, plan,
					err);
		else if (rc == 0)
			rc = add_found(t, homes[i], &found[i], plan, err);
		free_place(homes[i]);
	}
	free(homes);
	return rc;
}

static int add_places(struct targets *t, const struct wanted *w,
		      const struct targets_plan *plan, struct err *err)
{
	struct regions_list *found;
	size_t len;
	int rc;

	if (add_regions(t, w, plan, err))
		return -1;
	if (!w->regions.all)
		return 0;
	len = t->len;
	found = calloc(len, sizeof(*found));
	if (!found)
		return err_memory(err);
	rc = add_all_regions(t, found, plan, err);
	for (size_t i = 0; i < len; i++)
		buf_release(&found[i].names);
	free(found);
	if (rc == 0 && !t->len)
		rc = err_set(err, "no region is usable");
	return rc;
}

int targets_open(struct targets *t, const struct wanted *w,
		 const struct targets_plan *plan, struct err *err)
{
	t->many = wanted_many(w);
	t->profiles = w->profiles.many;
	t->everywhere = w->regions.all;
	if (open_logins(t, w, plan, err) ||
	    find_identities(t, w, plan, err) || open_http(t, plan, err))
		return -1;
	return add_places(t, w, plan, err);
}

void targets_release(struct targets *t)
{
	size_t len;
	struct place **places = take_places(t, &len);

	for (size_t i = 0; i < len; i++)
		free_place(places[i]);
	free(places);
	http_free(t->http);
	t->http = NULL;
	for (size_t i = 0; i < t->logins_count; i++)
		login_release(&t->logins[i]);
	free(t->logins);
	t->logins = NULL;
	t->logins_count = 0;
}
