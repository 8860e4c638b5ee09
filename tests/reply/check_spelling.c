/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of spelling, through item: spellings of older versions of the API and
 * of other clouds are translated. */
#include "reply/spelling.h"

#include "check_main.h"
#include "reply/item.h"

/* Appends a tree as name=text or as name(children), and checks the pointers of
 * its nodes. */
static void render(struct buf *out, const struct node *node)
{
	ck_assert_uint_eq(node->text_len, strlen(node->text));
	buf_puts(out, node->name);
	if (!node->first) {
		ck_assert_ptr_null(node->last);
		buf_printf(out, "=%s", node->text);
		return;
	}
	check_text(node->name, node->text, "");
	for (const struct node *n = node->first; n; n = n->next) {
		ck_assert_ptr_eq(n->parent, node);
		if (!n->next)
			ck_assert_ptr_eq(n, node->last);
		buf_puts(out, n == node->first ? "(" : " ");
		render(out, n);
	}
	buf_puts(out, ")");
}

static const struct {
	const char *what;
	const char *inner;	/* XML within the root */
	const char *want;	/* the root's children, translated */
} trees[] = {
	/* Names. */
	{ "the endpoint's present name", "<regionEndpoint>e</regionEndpoint>",
	  "regionEndpoint=e" },
	{ "the endpoint's old name", "<regionUrl>e</regionUrl>",
	  "regionEndpoint=e" },
	{ "the old name of a state",
	  "<shutdownState><name>s</name></shutdownState>",
	  "currentState(name=s)" },
	{ "a name with an old name as its prefix", "<regionUrls>e</regionUrls>",
	  "regionUrls=e" },
	/* States. */
	{ "a state that is text", "<shutdownState>s</shutdownState>"
	  "<previousState> p\n</previousState>",
	  "currentState(name=s)previousState(name=p)" },
	{ "an instance's state that is text",
	  "<instanceState>s</instanceState>", "instanceState(name=s)" },
	{ "an empty state", "<instanceState/>", "instanceState=" },
	{ "a state with a code and a name",
	  "<instanceState><code>0</code><name>s</name></instanceState>",
	  "instanceState(code=0 name=s)" },
	{ "<imageState> stays text", "<imageState>s</imageState>",
	  "imageState=s" },
	/* Devices. */
	{ "a device without an item", "<blockDeviceMapping><volumeSize>8"
	  "</volumeSize><deviceName>d</deviceName><encrypted>True</encrypted>"
	  "</blockDeviceMapping>", "blockDeviceMapping(item(ebs(volumeSize=8 "
	  "encrypted=True) deviceName=d))" },
	{ "a device without a volume", "<blockDeviceMapping><deviceName>d"
	  "</deviceName><virtualName>v</virtualName></blockDeviceMapping>",
	  "blockDeviceMapping(item(deviceName=d virtualName=v))" },
	{ "devices in items", "<blockDeviceMapping><item><deviceName>d"
	  "</deviceName><ebs><volumeId>v</volumeId></ebs></item>"
	  "</blockDeviceMapping>", "blockDeviceMapping(item(deviceName=d "
	  "ebs(volumeId=v)))" },
	{ "a device beside an item", "<blockDeviceMapping><item><deviceName>d"
	  "</deviceName></item><deviceName>e</deviceName>"
	  "</blockDeviceMapping>", "blockDeviceMapping(item(deviceName=d) "
	  "deviceName=e)" },
	{ "a volume size without a device",
	  "<blockDeviceMapping><volumeSize>8</volumeSize>"
	  "</blockDeviceMapping>", "blockDeviceMapping(volumeSize=8)" },
	/* White space. */
	{ "white space around an id",
	  "<imageId>\n   ami-1\t\r\n</imageId>", "imageId=ami-1" },
	{ "white space around a state", "<imageState> available </imageState>",
	  "imageState=available" },
	{ "white space around another text", "<a> b \n c </a>", "a=b \n c" },
	{ "a no-break space is kept", "<a>\xc2\xa0</a>", "a=\xc2\xa0" },
	{ "white space in a page token", "<nextToken>\n</nextToken>",
	  "nextToken=" },
	{ "white space around a state's name", "<instanceState><name> "
	  "running\n</name></instanceState>", "instanceState(name=running)" },
	{ "white space in a tag is kept", "<item><key> k </key><value> "
	  "v\n</value></item>", "item(key= k  value= v\n)" },
	{ "white space in a description is kept",
	  "<description> d </description>", "description= d " },
	{ "white space in a description attribute is kept",
	  "<description><value> d </value></description>",
	  "description(value= d )" },
	{ "white space in user data is kept",
	  "<userData><value> d </value></userData>", "userData(value= d )" },
	{ "white space around an attribute's value",
	  "<kernel><value>\n aki-1\n</value></kernel>", "kernel(value=aki-1)" },
	{ "a space in an image's name is kept", "<item><name> n</name></item>",
	  "item(name= n)" },
	{ "line breaks around an image's name",
	  "<item><name>\n  n m\n</name></item>", "item(name=n m)" },
	{ "a space in an image's location is kept",
	  "<imageLocation> l</imageLocation>", "imageLocation= l" },
	{ "a line break after an image's location", "<imageLocation>b/m.xml\n  "
	  "</imageLocation>", "imageLocation=b/m.xml" },
	/* Attachments. */
	{ "a volume that is not attached",
	  "<attachmentSet>\n<item/>\n</attachmentSet>", "attachmentSet=" },
	{ "an attached volume", "<attachmentSet><item><device>d</device></item>"
	  "<item/></attachmentSet>", "attachmentSet(item(device=d))" },
	/* Product codes. */
	{ "product codes with types",
	  "<productCodes><item><productCode>A</productCode>"
	  "<type>marketplace</type></item></productCodes>",
	  "productCodes(item(productCode=A type=marketplace))" },
	{ "no product codes", "<productCodes/>", "productCodes=" },
	{ "no product codes, with a line break",
	  "<productCodes>\n</productCodes>", "productCodes=" },
	{ "a list named productCodesSet",
	  "<productCodesSet><item><productCode>A"
	  "</productCode><type>devpay</type></item></productCodesSet>",
	  "productCodes(item(productCode=A type=devpay))" },
	{ "a code without a type",
	  "<productCodes><item><productCode>A</productCode></item>"
	  "</productCodes>", "productCodes(item(productCode=A type=devpay))" },
	{ "a code with an empty type",
	  "<productCodes><item><productCode>A</productCode>"
	  "<type/></item></productCodes>",
	  "productCodes(item(productCode=A type=devpay))" },
	{ "codes without an item", "<productCodes><productCode>A</productCode>"
	  "<productCode>B</productCode></productCodes>",
	  "productCodes(item(productCode=A type=devpay) "
	  "item(productCode=B type=devpay))" },
	{ "a code without an item, with a type",
	  "<productCodes><productCode>A</productCode>"
	  "<type>marketplace</type></productCodes>",
	  "productCodes(item(productCode=A type=marketplace))" },
	{ "the code as an item's text", "<productCodes><item>\n A </item>"
	  "</productCodes>", "productCodes(item(productCode=A type=devpay))" },
	{ "the code as the list's text", "<productCodes> A </productCodes>",
	  "productCodes(item(productCode=A type=devpay))" },
	{ "items of another name", "<productCodes><code><productCode>A"
	  "</productCode></code></productCodes>",
	  "productCodes(item(productCode=A type=devpay))" },
	{ "items without a code", "<productCodes><item/><item><productCode/>"
	  "</item><item><type>devpay</type></item><item><productCode>\n"
	  "</productCode></item></productCodes>", "productCodes=" },
	{ "one item with and one item without a code",
	  "<productCodes><item/><item>"
	  "<productCode>A</productCode></item></productCodes>",
	  "productCodes(item(productCode=A type=devpay))" },
	{ "a type before an item", "<productCodes><type>devpay</type><item>"
	  "<productCode>A</productCode></item></productCodes>",
	  "productCodes(item(productCode=A type=devpay))" },
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	for (const struct node *n = item->first; n; n = n->next)
		render(ctx, n);
	return 0;
}

START_TEST(translated)
{
	static const char *const paths[] = { "", "s/i" };
	struct buf doc = { 0 }, got = { 0 };
	struct item *it = NULL;
	struct err err = { 0 };

	/* The elements are first inside an item, and then outside all items. */
	for (size_t i = 0; i < 2; i++) {
		buf_clear(&doc);
		buf_clear(&got);
		buf_printf(&doc, "<r>%s</r>", trees[_i].inner);
		ck_assert_int_eq(item_new(&it, paths[i], on_item, &got, &err),
				 0);
		ck_assert_msg(item_feed(it, doc.data, doc.len, &err) == 0 &&
			      item_finish(it, &err) == 0, "%s: %s",
			      trees[_i].what, err.text);
		if (i)
			(void)on_item(&got, item_root(it), &err);
		check_text(trees[_i].what, buf_str(&got), trees[_i].want);
		item_free(it);
	}
	buf_release(&doc);
	buf_release(&got);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ translated, ROWS(trees) },
	};

	return check_main("spelling", cases, ROWS(cases));
}
