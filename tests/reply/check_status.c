/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of status: whether an instance is healthy, and when it will be stopped
 * or retired. */
#include "reply/status.h"

#include "check_holds.h"

#define CHECKS(system, instance) \
	"<systemStatus><status>" system "</status></systemStatus>" \
	"<instanceStatus><status>" instance "</status></instanceStatus>"
#define EVENT(code, words, begin) \
	"<item><code>" code "</code><description>" words "</description>" \
	"<notBefore>" begin "</notBefore></item>"
#define EVENTS(events) "<eventsSet>" events "</eventsSet>"

static const struct {
	const char *xml;
	bool healthy;
	const char *retirement;	/* start of the first stop or retirement, or
				 * "" */
} instances[] = {
	{ CHECKS("ok", "ok"), true, "" },
	{ CHECKS("ok", "impaired"), false, "" },
	{ CHECKS("impaired", "ok"), false, "" },
	{ CHECKS("okay", "ok"), false, "" },
	{ "", false, "" },
	{ CHECKS("ok", "ok") EVENTS(EVENT("system-reboot", "soon", "2026-01")),
	  false, "" },
	{ CHECKS("ok", "ok")
	  EVENTS(EVENT("system-reboot", "[Completed] it", "2026-01")), true,
	  "" },
	{ CHECKS("ok", "ok")
	  EVENTS(EVENT("instance-stop", "[Canceled] it", "2026-01")), true,
	  "" },
	{ CHECKS("ok", "ok")
	  EVENTS(EVENT("instance-stop", "[Canceled] it", "2026-01")
		 EVENT("instance-retirement", "", "2026-03")
		 EVENT("instance-stop", "soon", "2026-02")), false,
	  "2026-02" },
	{ CHECKS("ok", "ok")
	  EVENTS(EVENT("instance-stop", "soon", "2026-02")
		 EVENT("instance-stop", "later", "2026-03")), false,
	  "2026-02" },
	{ CHECKS("ok", "ok") EVENTS("<item/>"), false, "" },
};

static bool is_healthy(const struct node *reply, const struct params *unused)
{
	(void)unused;
	return status_is_healthy(reply);
}

static bool is_retirement(const struct node *reply, const struct params *want)
{
	const struct node *event = status_retirement(reply);

	return strcmp(event ? item_text(event, "notBefore") : "",
		      params_get(want, "notBefore")) == 0;
}

START_TEST(status)
{
	const char *const pairs[] = {
		"notBefore", instances[_i].retirement, NULL
	};

	ck_assert_msg(check_holds(is_healthy, pairs, instances[_i].xml) ==
		      instances[_i].healthy, "%s: healthy", instances[_i].xml);
	ck_assert_msg(check_holds(is_retirement, pairs, instances[_i].xml),
		      "%s: retirement", instances[_i].xml);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { status, ROWS(instances) } };

	return check_main("status", cases, ROWS(cases));
}
