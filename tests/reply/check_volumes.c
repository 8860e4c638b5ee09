/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of volumes: whether a reply shows that a volume was attached, detached
 * or deleted. */
#include "reply/volumes.h"

#include "check_main.h"
#include "reply/item.h"

#define VOLUME(state, attachments) \
	"<volumeSet><item><volumeId>vol-1</volumeId><status>" state \
	"</status><attachmentSet>" attachments "</attachmentSet></item>" \
	"</volumeSet>"
#define AT(instance, device, state) \
	"<item><volumeId>vol-1</volumeId><instanceId>" instance \
	"</instanceId><device>" device "</device><status>" state \
	"</status></item>"

/* `attached`, `detached` and `deleted` are the expected results of
 * volumes_attached, volumes_detached and volumes_deleted.  "" means NULL,
 * "reply" means the root of the reply, and "ID STATE" means an element with
 * that id and state. */
static const struct {
	const char *what;
	const char *instance, *device;	/* values in the request, or NULL */
	const char *doc;
	const char *attached, *detached, *deleted;
} looks[] = {
	{ "attached as requested", "i-1", "/dev/sdh", VOLUME("in-use", AT("i-1",
	  "/dev/sdh", "attached")), "i-1 attached", "", "" },
	{ "an instance id in upper case", "I-1", "/dev/sdh",
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "attached")),
	  "i-1 attached", "", "" },
	{ "being attached", "i-1", "/dev/sdh", VOLUME("in-use", AT("i-1",
	  "/dev/sdh", "attaching")), "i-1 attaching", "", "" },
	{ "attached to another instance", "i-2", "/dev/sdh",
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "attached")),
	  "", "reply", "" },
	{ "attached as another device", "i-1", "/dev/sdi",
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "attached")),
	  "", "reply", "" },
	{ "attached to several instances", "i-2", "/dev/sdh",
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "attached")
		 AT("i-2", "/dev/sdh", "attached")), "i-2 attached", "", "" },
	{ "attached, and the request names no instance", NULL, NULL,
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "attached")),
	  "i-1 attached", "", "" },
	{ "being detached", NULL, NULL,
	  VOLUME("in-use", AT("i-1", "/dev/sdh", "detaching")),
	  "", "i-1 detaching", "" },
	{ "detached", "i-1", NULL, VOLUME("available", AT("i-1", "/dev/sdh",
	  "detached")), "", "i-1 detached", "" },
	{ "attached to no instance", "i-1", NULL, VOLUME("available", ""), "",
	  "reply", "" },
	{ "being deleted", NULL, NULL, VOLUME("deleting", ""), "", "reply",
	  "vol-1 deleting" },
	{ "deleted", NULL, NULL, VOLUME("deleted", ""), "", "reply",
	  "vol-1 deleted" },
	{ "a reply without a volume", NULL, NULL, "<volumeSet/>", "", "",
	  "reply" },
};

static void check_shown(const char *what, const struct node *reply,
			const struct node *shown, const char *want)
{
	struct buf got = { 0 };

	if (shown == reply) {
		buf_puts(&got, "reply");
	} else if (shown) {
		const char *id = item_text(shown, "instanceId");

		buf_printf(&got, "%s %s", id ? id
			   : item_text(shown, "volumeId"),
			   item_text(shown, "status"));
	}
	check_text(what, buf_str(&got), want);
	buf_release(&got);
}

static int look(void *ctx, const struct node *reply, struct err *err)
{
	const struct params *write = ctx;
	int i = 0;

	while (strcmp(looks[i].what, item_text(reply, "what")) != 0)
		i++;
	check_shown(looks[i].what, reply, volumes_attached(reply, write),
		    looks[i].attached);
	check_shown(looks[i].what, reply, volumes_detached(reply, write),
		    looks[i].detached);
	check_shown(looks[i].what, reply, volumes_deleted(reply, write),
		    looks[i].deleted);
	return 0;
}

START_TEST(change)
{
	struct params write = { 0 };
	struct item *it = NULL;
	struct buf doc = { 0 };
	struct err err;

	ck_assert_int_eq(params_add(&write, "VolumeId", "vol-1", &err), 0);
	if (looks[_i].instance)
		ck_assert_int_eq(params_add(&write, "InstanceId",
					    looks[_i].instance, &err), 0);
	if (looks[_i].device)
		ck_assert_int_eq(params_add(&write, "Device",
					    looks[_i].device, &err), 0);
	buf_printf(&doc, "<r><what>%s</what>%s</r>", looks[_i].what,
		   looks[_i].doc);
	ck_assert_int_eq(item_new(&it, "", look, &write, &err), 0);
	ck_assert_msg(item_feed(it, doc.data, doc.len, &err) == 0 &&
		      item_finish(it, &err) == 0, "%s", err.text);
	item_free(it);
	buf_release(&doc);
	params_release(&write);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = { { change, ROWS(looks) } };

	return check_main("volumes", cases, ROWS(cases));
}
