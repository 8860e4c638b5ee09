/* SPDX-License-Identifier: BSD-2-Clause */
#include "endpoint/inject.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"

enum { MILLION = 1000000, DELAY_MAX_MS = 60000, RATE_MAX = 1000000 };

/* Reads a number up to MAX with up to six decimal places, in millionths. */
static bool parse_decimal(const char *text, long max, uint64_t *out)
{
	const char *point = strchr(text, '.');
	size_t len = point ? (size_t)(point - text) : strlen(text);
	uint64_t fraction = 0, unit = MILLION;
	char whole[24];
	struct err err;
	long n = 0;

	if (!len || len >= sizeof(whole) || *text == '-' || *text == '+')
		return false;
	(void)snprintf(whole, sizeof(whole), "%.*s", (int)len, text);
	if (num_parse(whole, 0, max, &n, &err))
		return false;
	for (point = point ? point + 1 : ""; *point; point++) {
		unit /= 10;
		if (*point < '0' || *point > '9' || !unit)
			return false;
		fraction += unit * (uint64_t)(*point - '0');
	}
	*out = (uint64_t)n * MILLION + fraction;
	return *out <= (uint64_t)max * MILLION;
}

static int parse_chance(uint32_t *out, const char *value, struct err *err)
{
	uint64_t n;

	if (!parse_decimal(value, 1, &n))
		return err_usage(err, "'%s' is not a chance: from 0 to 1, with "
				 "up to 6 decimal places", value);
	*out = (uint32_t)n;
	return 0;
}

static int parse_throttle(struct inject *i, char *value, struct err *err)
{
	char *slash = strchr(value, '/');
	struct err ignored;
	uint64_t rate;
	long burst;

	if (!slash)
		return parse_chance(&i->throttle, value, err);
	*slash = '\0';
	if (!parse_decimal(value, RATE_MAX, &rate) || !rate ||
	    num_parse(slash + 1, 1, RATE_MAX, &burst, &ignored))
		return err_usage(err, "'%s/%s' is not RATE/BURST: RATE is above "
				 "0 and up to %d, BURST is from 1 to %d", value,
				 slash + 1, RATE_MAX, RATE_MAX);
	i->rate = rate;
	i->burst = i->tokens = (uint64_t)burst * MILLION;
	return 0;
}

static int parse_delay(struct inject *i, char *value, struct err *err)
{
	size_t digits = strspn(value, "0123456789.");
	const char *unit = value + digits;
	uint64_t ms = strcmp(unit, "ms") == 0 ? 1 :
		      strcmp(unit, "s") == 0 ? 1000 : 0;
	char number[24];
	uint64_t n;

	(void)snprintf(number, sizeof(number), "%.*s", (int)digits, value);
	if (!ms || digits >= sizeof(number) ||
	    !parse_decimal(number, DELAY_MAX_MS, &n) ||
	    n * ms / MILLION > DELAY_MAX_MS)
		return err_usage(err, "'%s' is not a delay like 50ms or 1.5s, "
				 "up to 60s", value);
	i->delay_ms = (long)(n * ms / MILLION);
	return 0;
}

static int parse_seed(struct inject *i, char *value, struct err *err)
{
	struct err ignored;
	long n;

	if (num_parse(value, 0, 2147483647, &n, &ignored))
		return err_usage(err, "'%s' is not a seed from 0 to "
				 "2147483647", value);
	i->state = (uint64_t)n;
	return 0;
}

static int parse_one(struct inject *i, const char *name, char *value,
		     struct err *err)
{
	const struct { const char *name; uint32_t *chance; } chances[] = {
		{ "error", &i->error }, { "reset", &i->reset },
		{ "truncate", &i->truncate },
	};

	for (size_t k = 0; k < sizeof(chances) / sizeof(chances[0]); k++)
		if (strcmp(chances[k].name, name) == 0)
			return parse_chance(chances[k].chance, value, err);
	if (strcmp(name, "throttle") == 0)
		return parse_throttle(i, value, err);
	if (strcmp(name, "delay") == 0)
		return parse_delay(i, value, err);
	if (strcmp(name, "seed") == 0)
		return parse_seed(i, value, err);
	return err_usage(err, "'%s' is not one of throttle, error, reset, "
			 "truncate, delay, seed", name);
}

int inject_parse(struct inject *out, const char *spec, struct err *err)
{
	char part[128];

	*out = (struct inject){ 0 };
	if (!*spec)
		return err_usage(err, "it is empty");
	for (bool more = true; more;) {
		size_t len = strcspn(spec, ",");
		char *value;

		if (len >= sizeof(part))
			return err_usage(err, "'%s' is too long", spec);
		(void)snprintf(part, sizeof(part), "%.*s", (int)len, spec);
		value = strchr(part, '=');
		if (!value)
			return err_usage(err, "'%s' is not NAME=VALUE", part);
		*value++ = '\0';
		if (parse_one(out, part, value, err))
			return -1;
		more = spec[len] == ',';
		spec += len + more;
	}
	return 0;
}

/* Returns the next number of SplitMix64, by Sebastiano Vigna.  Unlike rand(),
 * SplitMix64 gives the same numbers on all systems. */
static uint64_t next_random(struct inject *i)
{
	uint64_t z = i->state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
	return z ^ (z >> 31);
}

static bool draw_chance(struct inject *i, uint32_t chance)
{
	return next_random(i) % MILLION < chance;
}

/* Refills the token bucket and takes a token.  Returns false if the bucket has
 * less than one token. */
static bool take_token(struct inject *i, uint64_t ms)
{
	uint64_t passed = i->filled_ms ? ms - i->filled_ms : 0, full_ms;

	if (!i->rate)
		return true;
	full_ms = i->burst * 1000 / i->rate + 1;
	i->filled_ms = ms;
	i->tokens += i->rate * (passed < full_ms ? passed : full_ms) / 1000;
	if (i->tokens > i->burst)
		i->tokens = i->burst;
	if (i->tokens < MILLION)
		return false;
	i->tokens -= MILLION;
	return true;
}

/* Draws the same number of random numbers for each request, so that changing
 * one chance does not change the effect of other chances. */
void inject_draw(struct inject *i, uint64_t ms, struct inject_draw *out)
{
	bool throttle = draw_chance(i, i->throttle), reset, truncate;

	out->is_error = draw_chance(i, i->error);
	reset = draw_chance(i, i->reset);
	truncate = draw_chance(i, i->truncate);
	out->is_committed = draw_chance(i, MILLION / 2);
	out->is_throttled = !take_token(i, ms) || throttle;
	out->fate = reset ? RESPONSE_RESET : truncate ? RESPONSE_TRUNCATED :
						      RESPONSE_WHOLE;
}
