/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of readback: the read that shows whether a write took effect. */
#include "request/readback.h"

#include "check_main.h"

static const struct readback table[] = {
	{ "LaunchPermission.", "Describe", "launchPermission", "ImageId" },
	{ "ProductCode.", "Describe", "productCodes", "ImageId" },
	{ "Attribute=check", "Describe", "check", "InstanceId" },
	{ "AssociationId", "DescribeAddresses", NULL, "AssociationId",
	  .filter = "association-id" },
	{ "ImageId", "DescribeImages", NULL, "ImageId", "ImageId.1" },
	{ "Tag.", "DescribeTags", .subject = "ResourceId",
	  .filter = "resource-id" },
	{ .when = NULL }
};

/* Adds the parameters in TEXT, written as "NAME=VALUE&...", to PARAMS. */
static void add(struct params *params, const char *text)
{
	struct err err;
	char name[64], value[64];

	while (*text) {
		size_t n = strcspn(text, "="), v = strcspn(text, "&");

		(void)snprintf(name, sizeof(name), "%.*s", (int)n, text);
		(void)snprintf(value, sizeof(value), "%.*s", (int)(v - n - 1),
			       text + n + 1);
		ck_assert_int_eq(params_add(params, name, value, &err), 0);
		text += v + (text[v] == '&');
	}
}

static const struct {
	const char *what;
	const char *write, *read;	/* parameters of the write, and of the
					 * read or NULL without a read */
} writes[] = {
	{ "a product code", "ImageId=ami-1&ProductCode.1=X",
	  "Attribute=productCodes&ImageId=ami-1&" },
	{ "the first entry of the table wins",
	  "ProductCode.1=X&LaunchPermission.Add.1.Group=all&ImageId=ami-1",
	  "Attribute=launchPermission&"
	  "ImageId=ami-1&" },
	{ "a read without an attribute", "ImageId=ami-1", "ImageId.1=ami-1&" },
	{ "a write without the subject", "ProductCode.1=X",
	  "Attribute=productCodes&ImageId=&" },
	{ "a parameter that is only a prefix of the entry's name", "Product=X",
	  NULL },
	{ "a list of subjects as a filter",
	  "Tag.1.Key=a&ResourceId.1=i-1&ResourceId.2=vol-2",
	  "Filter.1.Name=resource-id&Filter.1.Value.1=i-1&"
	  "Filter.1.Value.2=vol-2&" },
	{ "an empty request", "", NULL },
	{ "an entry of the form NAME=VALUE", "InstanceId=i-1&Attribute=check",
	  "Attribute=check&InstanceId=i-1&" },
	{ "another value than the entry's", "InstanceId=i-1&Attribute=kernel",
	  NULL },
	{ "a value that begins with the entry's",
	  "InstanceId=i-1&Attribute=checks", NULL },
	{ "a subject as a filter", "AssociationId=a-1",
	  "Filter.1.Name=association-id&Filter.1.Value.1=a-1&" },
};

START_TEST(requests)
{
	struct params write = { 0 }, read = { 0 };
	const struct readback *rb;
	struct buf got = { 0 };
	struct err err;

	add(&write, writes[_i].write);
	rb = readback_find(table, &write);
	ck_assert_ptr_null(readback_find(NULL, &write));
	ck_assert_msg(!rb == !writes[_i].read, "%s", writes[_i].what);
	if (rb) {
		ck_assert_int_eq(readback_add(rb, &write, &read, &err), 0);
		for (size_t i = 0; i < read.len; i++)
			buf_printf(&got, "%s=%s&", params_name(&read, i),
				   params_value(&read, i));
		check_text(writes[_i].what, buf_str(&got), writes[_i].read);
	}
	buf_release(&got);
	params_release(&write);
	params_release(&read);
}
END_TEST

static const struct {
	const char *code;
	bool gone, denied;
} codes[] = {
	{ "InvalidAMIID.NotFound", true, false },
	{ "InvalidAMIID.Unavailable", true, false },
	{ "InvalidAMIID.Malformed", false, false },
	{ "InvalidSnapshot.NotFound", true, false },
	{ "InvalidGroup.NotFound", true, false },
	{ "InvalidKeyPair.NotFound", true, false },
	{ "InvalidVolume.NotFound", true, false },
	{ "InvalidParameterValue.NotFound", false, false },
	{ "InvalidAction.NotFound", false, false },
	{ "Unavailable", false, false },
	{ "Service.Unavailable", false, false },
	{ "InvalidSnapshot.NotFoundHere", false, false },
	{ "UnauthorizedOperation", false, true },
	{ "AuthFailure", false, true },
	{ "AccessDenied", false, true },
	{ "AccessDeniedException", false, true },
	{ "AccessDeniedTwice", false, false },
	{ "", false, false },
};

START_TEST(refusals)
{
	const char *code = codes[_i].code;

	ck_assert_msg(readback_gone(code) == codes[_i].gone, "%s", code);
	ck_assert_msg(readback_denied(code) == codes[_i].denied, "%s", code);
}
END_TEST

static bool is_so(const struct node *reply, const struct params *write)
{
	return strcmp(reply->text, "so") == 0;
}

static const struct node *below(const struct node *reply,
				const struct params *write)
{
	return reply->first;
}

START_TEST(changes)
{
	const struct node leaf = { .name = "leaf", .text = "" };
	struct node so = { .name = "r", .text = "so" };
	const struct node other = { .name = "r", .text = "other" };
	const struct readback held = { .holds = is_so };
	const struct readback found = { .find = below };
	const struct params write = { 0 };

	ck_assert_ptr_eq(readback_find_change(&held, &so, &write), &so);
	ck_assert_ptr_null(readback_find_change(&held, &other, &write));
	ck_assert_ptr_null(readback_find_change(&found, &so, &write));
	so.first = (struct node *)&leaf;
	ck_assert_ptr_eq(readback_find_change(&found, &so, &write), &leaf);
}
END_TEST

/* The wait after the first read is short.  Between 5 and 10 reads fit into
 * READBACK_MS. */
START_TEST(waits)
{
	long ms = 0;
	int looks = 0;

	while (ms < READBACK_MS)
		ms += readback_wait_ms(looks++);
	ck_assert_int_le(readback_wait_ms(0), 200);
	ck_assert_int_ge(looks, 5);
	ck_assert_int_le(looks, 10);
}
END_TEST

/* `holds` is true if the reply to the read shows the change of the write. */
static const struct {
	const char *what, *write, *reply;
	struct readback rb;
	bool holds;
} shown[] = {
	{ "a removed item is absent", "", "<set/>",
	  { "", .test = READBACK_ABSENT, .path = "set/item" }, true },
	{ "a removed item is there", "", "<set><item/></set>",
	  { "", .test = READBACK_ABSENT, .path = "set/item" }, false },
	{ "an item without the element", "", "<i><a>1</a></i>",
	  { "", .test = READBACK_LACKS, .path = "i", .param = "b" }, true },
	{ "an item with the element", "", "<i><b>1</b></i>",
	  { "", .test = READBACK_LACKS, .path = "i", .param = "b" }, false },
	{ "a reply without the item", "", "<j/>",
	  { "", .test = READBACK_LACKS, .path = "i", .param = "b" }, false },
	{ "an empty list", "", "<p/>",
	  { "", .test = READBACK_EMPTY, .path = "p" }, true },
	{ "a list with an item", "", "<p><item/></p>",
	  { "", .test = READBACK_EMPTY, .path = "p" }, false },
	{ "a missing list is not empty", "", "<q/>",
	  { "", .test = READBACK_EMPTY, .path = "p" }, false },
	{ "shared with the account and the group",
	  "P.Add.1.UserId=1&P.Add.2.Group=all",
	  "<p><item><userId>2</userId></item><item><userId>1</userId></item>"
	  "<item><group>all</group></item></p>", { "", .test = READBACK_SHARED,
	  .path = "p", .param = "P" }, true },
	{ "shared with the account only", "P.Add.1.UserId=1&P.Add.2.Group=all",
	  "<p><item><userId>1</userId></item></p>",
	  { "", .test = READBACK_SHARED, .path = "p", .param = "P" }, false },
	{ "an account that was removed", "P.Remove.1.UserId=1",
	  "<p><item><userId>2</userId></item></p>",
	  { "", .test = READBACK_SHARED, .path = "p", .param = "P" }, true },
	{ "an account that was not removed", "P.Remove.1.UserId=1",
	  "<p><item><userId>1</userId></item></p>",
	  { "", .test = READBACK_SHARED, .path = "p", .param = "P" }, false },
	{ "an account was removed, but the list is missing",
	  "P.Remove.1.UserId=1", "<q/>", { "", .test = READBACK_SHARED,
	  .path = "p", .param = "P" }, false },
	{ "the requested text", "T=x", "<t><value>x</value></t>",
	  { "", .test = READBACK_SAME, .path = "t/value", .param = "T" },
	  true },
	{ "another text than requested", "T=x", "<t><value>X</value></t>",
	  { "", .test = READBACK_SAME, .path = "t/value", .param = "T" },
	  false },
	{ "a time less than a minute later than requested",
	  "T=2027-03-01T00:00:59Z", "<t>2027-03-01T00:01:00.000Z</t>",
	  { "", .test = READBACK_TIME, .path = "t", .param = "T" }, true },
	{ "a minute later than requested", "T=2027-03-01T00:00:00Z",
	  "<t>2027-03-01T00:01:00.000Z</t>",
	  { "", .test = READBACK_TIME, .path = "t", .param = "T" }, false },
	{ "a minute earlier than requested", "T=2027-03-01T00:02:00Z",
	  "<t>2027-03-01T00:01:00.000Z</t>",
	  { "", .test = READBACK_TIME, .path = "t", .param = "T" }, false },
	{ "an empty time in the reply", "T=2027-03-01T00:00:00Z", "<t/>",
	  { "", .test = READBACK_TIME, .path = "t", .param = "T" }, false },
};

static int no_item(void *ctx, const struct node *item, struct err *err)
{
	return 0;
}

START_TEST(holds)
{
	struct params write = { 0 };
	struct buf text = { 0 };
	struct item *it;
	struct err err;

	add(&write, shown[_i].write);
	buf_printf(&text, "<Response>%s</Response>", shown[_i].reply);
	ck_assert_int_eq(item_new(&it, "", no_item, NULL, &err), 0);
	ck_assert_int_eq(item_feed(it, buf_str(&text), text.len, &err), 0);
	ck_assert_int_eq(item_finish(it, &err), 0);
	ck_assert_msg(!!readback_find_change(&shown[_i].rb, item_root(it),
					      &write)
		      == shown[_i].holds, "%s", shown[_i].what);
	item_free(it);
	buf_release(&text);
	params_release(&write);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ requests, ROWS(writes) },
		{ holds, ROWS(shown) },
		{ refusals, ROWS(codes) },
		{ changes, 1 },
		{ waits, 1 },
	};

	return check_main("readback", cases, ROWS(cases));
}
