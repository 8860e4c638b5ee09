/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of row: the rows and headings that are made from items and
 * requests. */
#include "reply/row.h"

#include "check_main.h"

/* Parameters as name, value, name, value, and so on. */
struct request {
	const char *pairs[12];
};

static void fill(struct params *p, const struct request *request)
{
	struct err err = { 0 };

	for (size_t i = 0; request->pairs[i]; i += 2)
		ck_assert_int_eq(params_add(p, request->pairs[i],
					    request->pairs[i + 1], &err), 0);
}

/* Appends an element of a list, in angle brackets. */
static int show_element(void *ctx, const char *text, size_t len)
{
	buf_putc(ctx, '<');
	buf_append(ctx, text, len);
	buf_putc(ctx, '>');
	return 0;
}

static int put(void *ctx, const struct row *row, const struct cell *cells,
	       size_t count, struct err *err)
{
	struct buf *out = ctx;

	for (size_t i = 0; i < count; i++) {
		buf_puts(out, i ? "," : "");
		buf_puts(out, cells[i].inherited ? "^"
			      : cells[i].hidden ? "+" : "");
		if (!cells[i].text) {
			buf_puts(out, "NULL");
			continue;
		}
		if (cells[i].column->kind == COLUMN_LIST ||
		    cells[i].column->kind == COLUMN_CODES)
			(void)cell_elements(&cells[i], show_element, out);
		else
			buf_append(out, cells[i].text, cells[i].len);
	}
	buf_puts(out, ";");
	return 0;
}

/* The arguments of row_make that are the same for each item. */
struct making {
	const struct row *rows;
	const struct params *request;
	row_fn *fn;
	void *ctx;
	bool visible_only;
};

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	const struct making *m = ctx;
	const struct row_plan plan = { m->rows, m->request, m->visible_only };

	return row_make(&plan, item, m->fn, m->ctx, err);
}

static int make(const struct making *m, const char *path, const char *doc,
		struct err *err)
{
	struct item *it = NULL;
	int rc;

	ck_assert_int_eq(item_new(&it, path, on_item, (void *)m, err), 0);
	rc = item_feed(it, doc, strlen(doc), err) || item_finish(it, err);
	item_free(it);
	return rc ? -1 : 0;
}

static const struct row tags[] = {
	{ "tagSet/item", .columns = COLUMNS(
		COLUMN("A", LITERAL("TAG")),
		COLUMN("B", ABOVE("instanceId")),
		COLUMN("C", PATH("key")),
		COLUMN("D", PATH("value"))) },
	ROW_END
};

/* These rows have paths such as "../../name", rows below rows, and a column
 * with words before its text. */
static const struct row peers[] = {
	{ "ips/item", .columns = COLUMNS(
		COLUMN("A", LITERAL("P")),
		COLUMN("B", ABOVE("../../name")),
		COLUMN("C", { ROW_ABOVE, "proto", .when = "-1",
			      .shown = "all" }),
		COLUMN("D", PATH("ip")),
		COLUMN("E", { ROW_PATH, "note", .before = "NOTE " }),
		COLUMN("F", { ROW_PATH, "kind", .shown = "standard" })) },
	ROW_END
};

static const struct row permits[] = {
	{ "perms/item", .rows = peers },
	ROW_END
};

static const struct row group[] = {
	{ "", .rows = permits, .columns = COLUMNS(
		COLUMN("A", LITERAL("G")),
		COLUMN("B", PATH("name"))) },
	ROW_END
};

/* Each element of the list L.G makes a row.  An element may have several
 * parameters. */
static const struct row elements[] = {
	{ "@L.G", .columns = COLUMNS(
		COLUMN("A", PATH("Name")),
		COLUMN("B", PATH("Ebs.Id")),
		COLUMN("C", FORM("{Name}=[{Ebs.Id}]{x}{"))) },
	ROW_END
};

static const struct row instances[] = {
	{ "instancesSet/item",
	  .columns = COLUMNS(COLUMN("A", LITERAL("INSTANCE")),
			     COLUMN("B", PATH("instanceId")),
			     COLUMN("C", PATH("state/name")),
			     COLUMN("D", ABOVE("reservationId"))),
	  .rows = tags },
	ROW_END
};

static const struct row reservations[] = {
	{ "", .columns = COLUMNS(
		COLUMN("Type", LITERAL("RESERVATION")),
		ID("ReservationID", PATH("reservationId"))),
	  .rows = instances },
	{ "groupSet/item", .columns = COLUMNS(
		COLUMN("A", LITERAL("GROUP")),
		COLUMN("B", PATH("groupId")),
		COLUMN("C", ABOVE("reservationId"))) },
	ROW_END
};

static const struct row alternatives[] = {
	{ "", .columns = COLUMNS(
		      COLUMN("A", PATH("a|b")), COLUMN("B", PATH("x|y|b")),
		      COLUMN("C", PATH("b")), COLUMN("D", PATH("x")),
		      COLUMN("E", PATH("x|y")), COLUMN("F", PATH("c/d|b"))) },
	ROW_END
};

static const struct row requested[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", PATH("a|@P")),
		COLUMN("B", PATH("@Q")),
		COLUMN("C", PATH("@P|a"))) },
	ROW_END
};

static const struct row of_list[] = {
	{ "@Tag", .columns = COLUMNS(
		COLUMN("A", PATH("Key")),
		COLUMN("B", PATH("Value")),
		COLUMN("C", ABOVE(""))) },
	ROW_END
};

static const struct row per_resource[] = {
	{ "@Tag", .per = "ResourceId", .columns = COLUMNS(
		COLUMN("A", ABOVE_TYPE("")),
		COLUMN("B", ABOVE("")),
		COLUMN("C", PATH("Key")),
		COLUMN("D", PATH("Value"))) },
	ROW_END
};

static const struct row types_above[] = {
	{ "t/item", .columns = COLUMNS(COLUMN("A", ABOVE_TYPE("x|id"))) },
	ROW_END
};

/* Returns the second event of an item. */
static const struct node *second(const struct node *node)
{
	const struct node *n = item_find(node, "e/item");

	return n ? item_next(n) : NULL;
}

static const struct row picked[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", WHETHER(second, "two|less")),
		COLUMN("B", PICKED_TIME(second, "t"))) },
	ROW_END
};

static const struct row attributes[] = {
	{ "lp/item", .only = "launchPermission", .columns = COLUMNS(
		COLUMN("A", LITERAL("lp")),
		COLUMN("B", REQUEST("ImageId")),
		COLUMN("X2", NAME),
		COLUMN("X3", VALUE)) },
	{ "pc/item", .only = "productCodes", .columns = COLUMNS(
		COLUMN("C", LITERAL("pc")),
		COLUMN("D", EMPTY),
		COLUMN("X2", PATH("productCode"))) },
	{ "kernel", .only = "kernel", .columns = COLUMNS(
		COLUMN("E", LITERAL("kernel")),
		COLUMN("F", EMPTY),
		COLUMN("X2", PATH("value"))) },
	ROW_END
};

static const struct row permissions[] = {
	{ "@LaunchPermission.Add.",
	  .columns = COLUMNS(
		COLUMN("A", LITERAL("ADD")),
		COLUMN("B", REQUEST("ImageId")),
		COLUMN("C", NAME),
		COLUMN("D", VALUE),
		COLUMN("E", ABOVE("x"))) },
	{ "@LaunchPermission.Remove.", .columns = COLUMNS(
		COLUMN("A", LITERAL("REMOVE")),
		COLUMN("B", NAME),
		COLUMN("C", VALUE)) },
	{ "@ProductCode.", .columns = COLUMNS(
		COLUMN("A", LITERAL("CODE")),
		COLUMN("B", NAME),
		COLUMN("C", VALUE)) },
	ROW_END
};

static const struct row devices[] = {
	{ "m/item", .columns = COLUMNS(
		COLUMN("A", LITERAL("map")),
		COLUMN("B", DEVICE),
		COLUMN("C", DEVICE),
		COLUMN("D", PATH("deviceName"))) },
	ROW_END
};

static const struct row below_a_parameter[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("below")),
		COLUMN("B", NAME),
		COLUMN("C", VALUE)) },
	ROW_END
};

static const struct row nested_parameters[] = {
	{ "@X.", .columns = COLUMNS(
		COLUMN("A", LITERAL("x")),
		COLUMN("B", VALUE)),
	  .rows = below_a_parameter },
	ROW_END
};

static const struct row composed[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", CODES("pc/item")),
		COLUMN("B", JOINED("g/item/id")),
		COLUMN("C", TIME("t")),
		COLUMN("D", ACCESS("p")),
		COLUMN("E", MONITORING("m/state")),
		COLUMN("F", BASE64("u"))) },
	ROW_END
};

static const struct row extra[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("x")),
		HIDDEN("B", PATH("a|b")),
		COLUMN("C", PATH("b"))) },
	ROW_END
};

static const struct row without_ebs[] = {
	{ "", .columns = COLUMNS(
		COLUMN("A", LITERAL("other")),
		COLUMN("B", PATH("name"))) },
	{ "tag", .columns = COLUMNS(
		COLUMN("A", LITERAL("tag")),
		COLUMN("B", ABOVE("name"))) },
	ROW_END
};

static const struct row below_ebs[] = {
	{ "tag", .columns = COLUMNS(
		COLUMN("A", LITERAL("below")),
		COLUMN("B", ABOVE("name"))) },
	ROW_END
};

static const struct row with_ebs[] = {
	{ "m/item", .has = "ebs", .fallback = without_ebs, .rows = below_ebs,
	  .columns = COLUMNS(
		COLUMN("A", LITERAL("ebs")),
		COLUMN("B", PATH("name")),
		COLUMN("C", ABOVE("id"))) },
	{ "m/item", .has = "a/b", .columns = COLUMNS(
		COLUMN("A", LITERAL("deep"))) },
	ROW_END
};

static const struct row lowest[] = {
	{ "c", .columns = COLUMNS(
		COLUMN("Type", LITERAL("C")),
		COLUMN("CID", PATH("id"))) },
	ROW_END
};

static const struct row middle[] = {
	{ "b", .rows = lowest, .columns = COLUMNS(
		COLUMN("Type", LITERAL("B")),
		ID("BID", PATH("id"))) },
	ROW_END
};

/* Rows have the ids of the rows above them. */
static const struct row inherited[] = {
	{ "", .rows = middle, .columns = COLUMNS(
		COLUMN("Type", LITERAL("A")),
		{ .column = { "AID", "Id", .is_id = true },
		  .cell = PATH("id") }) },
	{ "b", .columns = COLUMNS(COLUMN("Type", LITERAL("D"))) },
	ROW_END
};

static const struct row lists[] = {
	{ "", .columns = COLUMNS(
		CODE_LIST("Codes", CODES("pc/item")),
		STRINGS("Ids", JOINED("g/item/id")),
		COLUMN("Text", JOINED("g/item/id"))) },
	ROW_END
};

#define ITEM(inner) "<r>" inner "</r>"

static const struct row booleans[] = {
	{ "", .columns = COLUMNS(
		BOOL("B", BOOLEAN("b|c"))) },
	ROW_END
};

static const struct row joined_either[] = {
	{ "", .columns = COLUMNS(
		COLUMN("G", JOINED("g/item/n|i"))) },
	ROW_END
};

static const struct row joined_deep[] = {
	{ "", .columns = COLUMNS(
		COLUMN("G", JOINED("g/item/e/i"))) },
	ROW_END
};

static const struct {
	const char *what;
	const struct row *rows;
	struct request request;
	const char *doc;
	const char *made;
} makes[] = {
	{ "rows on three levels", reservations, {{ NULL }},
	  ITEM("<reservationId>r-1</reservationId><instancesSet><item>"
	       "<instanceId>i-1</instanceId><state><name>up</name></state>"
	       "<tagSet><item><key>k</key><value>v</value></item><item>"
	       "<key>l</key></item></tagSet></item><item><instanceId>i-2"
	       "</instanceId></item></instancesSet>"),
	  "RESERVATION,r-1;INSTANCE,^r-1,i-1,up,r-1;TAG,^r-1,i-1,k,v;"
	  "TAG,^r-1,i-1,l,NULL;INSTANCE,^r-1,i-2,NULL,r-1;" },
	{ "lists before the elements of columns", reservations, {{ NULL }},
	  ITEM("<instancesSet><item><tagSet><item><key>k</key></item></tagSet>"
	       "<instanceId>i-1</instanceId></item></instancesSet>"
	       "<groupSet><item><groupId>sg-1</groupId></item></groupSet>"
	       "<reservationId>r-1</reservationId>"),
	  "RESERVATION,r-1;INSTANCE,^r-1,i-1,NULL,r-1;TAG,^r-1,i-1,k,NULL;"
	  "GROUP,sg-1,r-1;" },
	{ "empty lists", reservations, {{ NULL }},
	  ITEM("<instancesSet/><groupSet></groupSet>"), "RESERVATION,NULL;" },
	{ "an item without elements", reservations, {{ NULL }}, "<r/>",
	  "RESERVATION,NULL;" },
	{ "other elements within a list", reservations, {{ NULL }},
	  ITEM("<groupSet><x/><item><groupId>1</groupId></item><x/><item>"
	       "<groupId>2</groupId></item></groupSet>"),
	  "RESERVATION,NULL;GROUP,1,NULL;GROUP,2,NULL;" },
	{ "an element in place of a column's text", reservations, {{ NULL }},
	  ITEM("<reservationId><x>1</x></reservationId>"), "RESERVATION,;" },
	{ "the first of two alternatives", alternatives, {{ NULL }},
	  ITEM("<a>1</a><b>2</b>"), "1,2,2,NULL,NULL,2;" },
	{ "the last of two and of three alternatives", alternatives, {{ NULL }},
	  ITEM("<b>2</b>"), "2,2,2,NULL,NULL,2;" },
	{ "an empty alternative is not skipped", alternatives, {{ NULL }},
	  ITEM("<a/><b>2</b>"), ",2,2,NULL,NULL,2;" },
	{ "an alternative with a path", alternatives, {{ NULL }},
	  ITEM("<c><d>3</d></c><b>2</b>"), "2,2,2,NULL,NULL,3;" },
	{ "none of the alternatives", alternatives, {{ NULL }}, "<r/>",
	  "NULL,NULL,NULL,NULL,NULL,NULL;" },
	{ "the second of three alternatives", alternatives, {{ NULL }},
	  ITEM("<y>9</y>"), "NULL,9,NULL,NULL,9,NULL;" },
	{ "only the requested attribute", attributes,
	  {{ "Attribute", "launchPermission", "ImageId", "ami-1" }},
	  ITEM("<lp><item><group>all</group></item><item><userId>1</userId>"
	       "</item></lp><pc><item><productCode>X</productCode></item></pc>"
	       "<kernel/>"), "lp,ami-1,group,all;lp,ami-1,userId,1;" },
	{ "rows of the requested product codes", attributes, {{ "Attribute",
	  "productCodes" }},
	  ITEM("<lp><item/></lp><pc><item><productCode>X</productCode></item>"
	  "</pc>"), "pc,NULL,X;" },
	{ "a requested attribute without a value", attributes,
	  {{ "Attribute", "kernel" }}, ITEM("<kernel/>"),
	  "kernel,NULL,NULL;" },
	{ "a reply without the requested attribute", attributes, {{ "Attribute",
	  "kernel" }}, "<r/>", "" },
	{ "a requested attribute that has no rows", attributes, {{ "Attribute",
	  "ramdisk" }}, ITEM("<kernel><value>x</value></kernel>"), "" },
	{ "no attribute was requested", attributes, {{ NULL }},
	  ITEM("<kernel><value>x</value></kernel>"), "" },
	{ "a group beside an empty account", attributes,
	  {{ "Attribute", "launchPermission" }},
	  ITEM("<lp><item><userId/><group>all</group></item></lp>"),
	  "lp,NULL,group,all;" },
	{ "a row for a parameter", permissions,
	  {{ "ImageId", "ami-1", "LaunchPermission.Add.1.Group", "all" }},
	  "<r/>", "ADD,ami-1,group,all,NULL;" },
	{ "rows for parameters, in the order of the tables", permissions,
	  {{ "ProductCode.1", "X", "LaunchPermission.Remove.1.UserId", "1",
	     "LaunchPermission.Add.1.UserId", "2",
	     "LaunchPermission.Add.2.OrganizationArn", "arn:x" }}, "<r/>",
	  "ADD,NULL,userId,2,NULL;ADD,NULL,organizationArn,arn:x,NULL;"
	  "REMOVE,userId,1;CODE,1,X;" },
	{ "a parameter that no table names", permissions,
	  {{ "ImageId", "ami-1", "LaunchPermission.Adds.1.Group", "x" }},
	  "<r/>", "" },
	{ "a row below the row for a parameter", nested_parameters,
	  {{ "X.1.Name", "v" }}, "<r/>", "x,v;below,name,v;" },
	{ "a value that only the request has", requested,
	  {{ "P", "p" }}, ITEM("<x/>"), "p,NULL,p;" },
	{ "a value that both request and reply have", requested, {{ "P", "p",
	  "Q", "q" }}, ITEM("<a>1</a>"), "1,q,p;" },
	{ "a value that neither request nor reply has", requested, {{ NULL }},
	  ITEM("<x/>"), "NULL,NULL,NULL;" },
	{ "rows for a list of the request", of_list,
	  {{ "Tag.1.Key", "a", "Tag.1.Value", "b", "Tag.2.Key", "c" }},
	  "<r/>", "a,b,NULL;c,NULL,NULL;" },
	{ "a request without the list", of_list, {{ "Tags.1.Key", "a" }},
	  "<r/>", "" },
	{ "a row for each resource and each tag", per_resource,
	  {{ "Tag.1.Key", "a", "Tag.1.Value", "", "Tag.2.Key", "b",
	     "ResourceId.1", "i-1", "ResourceId.2", "xyz-2" }},
	  "<r/>", "instance,i-1,a,;instance,i-1,b,NULL;"
	  "NULL,xyz-2,a,;NULL,xyz-2,b,NULL;" },
	{ "tags without a resource", per_resource, {{ "Tag.1.Key", "a" }},
	  "<r/>", "" },
	{ "the type of the id above", types_above, {{ NULL }},
	  ITEM("<id>vol-1</id><t><item>1</item><item>2</item></t>"),
	  "volume;volume;" },
	{ "the second event is picked", picked, {{ NULL }},
	  ITEM("<e><item/><item><t>2026-07-01T12:34:56.000Z</t></item></e>"),
	  "two,2026-07-01T12:34:56+0000;" },
	{ "the picked event has no time", picked, {{ NULL }},
	  ITEM("<e><item/><item/></e>"), "two,;" },
	{ "no second event", picked, {{ NULL }}, ITEM("<e><item/></e>"),
	  "less,;" },
	{ "a column from two levels above", group, {{ NULL }},
	  ITEM("<name>n</name><perms><item><proto>tcp</proto><ips><item><ip>1"
	       "</ip><kind>vpc</kind></item><item><ip>2</ip><note>x</note>"
	       "</item></ips></item><item><proto>-1</proto><ips><item><ip>3"
	       "</ip></item></ips></item><item><proto>x</proto><ips/></item>"
	       "</perms>"),
	  "G,n;P,n,tcp,1,NULL,vpc;P,n,tcp,2,x,standard;"
	  "P,n,all,3,NULL,standard;" },
	{ "rows for a list of structures", elements,
	  {{ "L.G.1.Name", "a", "L.G.1.Ebs.Id", "1", "X", "y", "L.G.2.Name",
	     "b", "L.G.10.Name", "c" }},
	  "<r/>", "a,1,a=[1]{;b,NULL,b=[]{;c,NULL,c=[]{;" },
	{ "parameters without an element number", elements, {{ "L.G.Name", "a",
	  "L.G.x.Name", "b" }}, "<r/>", "" },
	{ "an ephemeral device", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>sdb</deviceName><virtualName>ephemeral0"
	       "</virtualName></item></m>"),
	  "map,sdb: ephemeral0,sdb: ephemeral0,sdb;" },
	{ "a device with a volume", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>/dev/sda1</deviceName><ebs><volumeSize>8"
	       "</volumeSize><snapshotId>snap-1</snapshotId>"
	       "<deleteOnTermination>true</deleteOnTermination></ebs></item>"
	       "</m>"),
	  "map,/dev/sda1: snap-1:8:true:N/A,/dev/sda1: snap-1:8:true:N/A,"
	  "/dev/sda1;" },
	{ "a device with all fields of a volume", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>x</deviceName><ebs><snapshotId>s"
	       "</snapshotId><volumeSize>8</volumeSize><deleteOnTermination>"
	       "false</deleteOnTermination><iops>100</iops></ebs></item></m>"),
	  "map,x: s:8:false:100,x: s:8:false:100,x;" },
	{ "a device with an empty volume", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>a</deviceName><ebs/></item></m>"),
	  "map,a: :::N/A,a: :::N/A,a;" },
	{ "two devices", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>a</deviceName><virtualName>b"
	       "</virtualName></item><item><deviceName>c</deviceName>"
	       "<virtualName>d</virtualName></item></m>"),
	  "map,a: b,a: b,a;map,c: d,c: d,c;" },
	{ "composed columns of an empty item", composed, {{ NULL }}, "<r/>",
	  ",,,NULL,,;" },
	{ "composed columns with all values", composed, {{ NULL }},
	  ITEM("<u>aGk=</u><m><state>on</state></m><p>true</p>"
	       "<t>2026-07-01T12:34:56.000Z</t><g><item><id>1</id></item>"
	       "<item><id>2</id></item></g><pc><item><productCode>A"
	       "</productCode><type>devpay</type></item></pc>"),
	  "[devpay: A],1,2,2026-07-01T12:34:56+0000,public,monitoring-on,hi;" },
	{ "two product codes", composed, {{ NULL }},
	  ITEM("<pc><item><type>devpay</type><productCode>A</productCode>"
	       "</item><item><type>marketplace</type><productCode>B"
	       "</productCode></item></pc>"),
	  "[devpay: A],[marketplace: B],,,NULL,,;" },
	{ "a product code without a type, and a type alone", composed,
	  {{ NULL }}, ITEM("<pc><item><productCode>A</productCode></item>"
			   "<item><type>devpay</type></item></pc>"),
	  "[: A],[devpay: ],,,NULL,,;" },
	{ "missing values in a joined list", composed, {{ NULL }},
	  ITEM("<g><item/><item><id>1</id></item><item><x>2</x></item><item>"
	       "<id>3</id></item></g>"), ",1,3,,NULL,,;" },
	{ "one value in a joined list", composed, {{ NULL }},
	  ITEM("<g><item><id>1</id></item></g>"), ",1,,NULL,,;" },
	{ "a time in a zone", composed, {{ NULL }},
	  ITEM("<t>2026-07-01T01:34:56+02:00</t>"),
	  ",,2026-06-30T23:34:56+0000,NULL,,;" },
	{ "an invalid time", composed, {{ NULL }},
	  ITEM("<t>yesterday</t>"), ",,yesterday,NULL,,;" },
	{ "an empty time", composed, {{ NULL }}, ITEM("<t/>"),
	  ",,,NULL,,;" },
	{ "a private image", composed, {{ NULL }}, ITEM("<p>false</p>"),
	  ",,,private,,;" },
	{ "a public image, as TRUE", composed, {{ NULL }},
	  ITEM("<p>TRUE</p>"), ",,,public,,;" },
	{ "a public image, as 1", composed, {{ NULL }},
	  ITEM("<p>1</p>"), ",,,public,,;" },
	{ "a private image, as 0", composed, {{ NULL }},
	  ITEM("<p>0</p>"), ",,,private,,;" },
	{ "an image that is neither public nor private", composed, {{ NULL }},
	  ITEM("<p>maybe</p>"), ",,,maybe,,;" },
	{ "a boolean as True", booleans, {{ NULL }},
	  ITEM("<b>True</b>"), "true;" },
	{ "a boolean as 0", booleans, {{ NULL }},
	  ITEM("<b>0</b>"), "false;" },
	{ "a boolean at the second path", booleans, {{ NULL }},
	  ITEM("<c>FALSE</c>"), "false;" },
	{ "an invalid boolean", booleans, {{ NULL }}, ITEM("<b>2</b>"), "2;" },
	{ "a missing boolean", booleans, {{ NULL }}, ITEM(""), "NULL;" },
	{ "names, or ids of items without a name", joined_either, {{ NULL }},
	  ITEM("<g><item><n>a</n><i>1</i></item><item><i>2</i></item><item>"
	       "<n/><i>3</i></item><item><n/></item></g>"), "a,2,3;" },
	{ "a joined list of deeper values", joined_deep,
	  {{ NULL }},
	  ITEM("<g><item><e><i>1</i></e></item><item><i>0</i></item><item><e>"
	       "<i>2</i></e></item></g>"), "1,2;" },
	{ "a device with <noDevice>", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>sdb</deviceName><noDevice/></item></m>"),
	  "map,sdb: none,sdb: none,sdb;" },
	{ "base64 of a tab and a newline", composed, {{ NULL }},
	  ITEM("<u>YQlicm93Cg==</u>"), ",,,NULL,,a\tbrow\n;" },
	{ "invalid base64", composed, {{ NULL }}, ITEM("<u>a*b</u>"),
	  ",,,NULL,,a*b;" },
	{ "a column for JSON only", extra, {{ NULL }}, ITEM("<a>1</a><b>2</b>"),
	  "x,+1,2;" },
	{ "the second path of a column for JSON only", extra, {{ NULL }},
	  ITEM("<b>2</b>"), "x,+2,2;" },
	{ "a column for JSON only, without a value", extra, {{ NULL }}, "<r/>",
	  "x,+NULL,NULL;" },
	{ "ids of the rows above", inherited, {{ NULL }},
	  ITEM("<id>1</id><b><id>2</id><c><id>3</id></c></b>"),
	  "A,1;B,^1,2;C,^1,^2,3;D;" },
	{ "columns that are lists", lists, {{ NULL }},
	  ITEM("<g><item><id>1</id></item><item><id>2,3</id></item></g><pc>"
	       "<item><productCode>A</productCode><type>devpay</type></item>"
	       "<item><productCode>B</productCode></item></pc>"),
	  "<devpay><A><><B>,<1><2,3>,1,2,3;" },
	{ "other rows for items without an element", with_ebs, {{ NULL }},
	  ITEM("<id>i</id><m><item><name>a</name><ebs/><tag/></item><item>"
	       "<name>b</name><tag/></item><item><name>c</name><ebs>x</ebs>"
	       "</item></m>"),
	  "ebs,a,i;below,a;other,b;tag,b;ebs,c,i;" },
	{ "no rows for items without an element", with_ebs, {{ NULL }},
	  ITEM("<m><item><ebs/><a><b/></a></item><item><ebs/><a/></item>"
	       "<item><ebs/></item></m>"),
	  "ebs,NULL,NULL;ebs,NULL,NULL;ebs,NULL,NULL;deep;" },
};

START_TEST(made)
{
	struct params request = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	struct making m = { makes[_i].rows, &request, put, &got };

	fill(&request, &makes[_i].request);
	ck_assert_msg(make(&m, "", makes[_i].doc, &err) == 0, "%s: %s",
		      makes[_i].what, err.text);
	check_text(makes[_i].what, buf_str(&got), makes[_i].made);
	params_release(&request);
	buf_release(&got);
}
END_TEST

/* Rows for text output have neither hidden cells nor the ids of rows above. */
static const struct {
	const struct row *rows;
	const char *doc;
	const char *made;
} visible[] = {
	{ extra, ITEM("<a>1</a><b>2</b>"), "x,2;" },
	{ group, ITEM("<name>n</name><perms><item><ips><item><ip>1</ip><note>x"
		      "</note></item><item><ip>2</ip></item></ips></item>"
		      "</perms>"),
	  "G,n;P,n,NULL,1,NOTE x,standard;P,n,NULL,2,standard;" },
	{ inherited, ITEM("<id>1</id><b><id>2</id></b>"), "A,1;B,2;D;" },
	{ lists, ITEM("<g><item><id>1</id></item></g>"), ",<1>,1;" },
};

START_TEST(visible_only)
{
	struct params request = { 0 };
	struct buf got = { 0 };
	struct err err = { 0 };
	struct making m = { visible[_i].rows, &request, put, &got, true };

	ck_assert_int_eq(make(&m, "", visible[_i].doc, &err), 0);
	check_text(visible[_i].doc, buf_str(&got), visible[_i].made);
	buf_release(&got);
}
END_TEST

/* A long value makes the buffer for composed texts grow and move.  The cells
 * must not point to the old place. */
START_TEST(long_pieces)
{
	struct params request = { 0 };
	struct buf doc = { 0 }, got = { 0 }, want = { 0 };
	struct err err = { 0 };
	struct making m = { devices, &request, put, &got };
	char *name = check_repeat('n', 5000);

	buf_printf(&doc, "<r><m><item><deviceName>%s</deviceName>"
		   "<virtualName>v</virtualName></item></m></r>", name);
	buf_printf(&want, "map,%s: v,%s: v,%s;", name, name, name);
	ck_assert_int_eq(make(&m, "", doc.data, &err), 0);
	check_text("a long name", buf_str(&got), want.data);
	free(name);
	buf_release(&doc);
	buf_release(&got);
	buf_release(&want);
}
END_TEST

#define SDB "<item><deviceName>sdb</deviceName>" \
	    "<virtualName>v</virtualName></item>"

static int second_fails(void *ctx, const struct row *row,
			const struct cell *cells, size_t count, struct err *err)
{
	int *calls = ctx;

	return ++*calls == 2 ? err_set(err, "no more") : 0;
}

static const struct {
	const char *what;
	const struct row *rows;
	struct request request;
	const char *doc;
} failures[] = {
	{ "the second of three rows fails", devices, {{ NULL }},
	  ITEM("<m>" SDB SDB SDB "</m>") },
	{ "a row below another row fails", reservations, {{ NULL }},
	  ITEM("<instancesSet><item><x/></item><item><x/></item>"
	       "</instancesSet>") },
	{ "a row for a parameter fails", permissions,
	  {{ "ProductCode.1", "a", "ProductCode.2", "b",
	     "ProductCode.3", "c" }}, "<r/>" },
};

START_TEST(failure)
{
	struct params request = { 0 };
	struct err err = { 0 };
	int calls = 0;
	struct making m = { failures[_i].rows, &request, second_fails, &calls };

	fill(&request, &failures[_i].request);
	ck_assert_msg(make(&m, "", failures[_i].doc, &err) == -1, "%s",
		      failures[_i].what);
	check_text(failures[_i].what, err.text, "no more");
	ck_assert_int_eq(calls, 2);
	params_release(&request);
}
END_TEST

#define LP(inner) "<lp><item>" inner "</item></lp>"
#define PERMISSIONS attributes, {{ "Attribute", "launchPermission" }}

/* An item that is incomplete, unknown or contradicts itself is an error. */
static const struct {
	const char *what;
	const struct row *rows;
	struct request request;
	const char *doc, *says;
} doubts[] = {
	{ "an empty permission", PERMISSIONS, ITEM(LP("")),
	  "could not tell: an item of <lp> is empty" },
	{ "a permission without account and group", PERMISSIONS,
	  ITEM(LP("<group/>")),
	  "could not tell: an item of <lp> names no account or group" },
	{ "a permission with account and group", PERMISSIONS,
	  ITEM(LP("<group>all</group><userId>1</userId>")),
	  "could not tell: an item of <lp> names two accounts or groups" },
	{ "a permission with two groups", PERMISSIONS,
	  ITEM(LP("<group>all</group><group>all</group>")),
	  "could not tell: an item of <lp> names two accounts or groups" },
	{ "a permission for an unknown kind", PERMISSIONS,
	  ITEM(LP("<robot>1</robot>")), "could not tell: an item of <lp> names "
	  "neither an account, a group nor an organization" },
	{ "two lists of permissions", PERMISSIONS,
	  ITEM(LP("<group>all</group>") LP("<userId>1</userId>")),
	  "could not tell: the reply has <lp> twice" },
	{ "an attribute with two values", attributes, {{ "Attribute",
	  "kernel" }},
	  ITEM("<kernel><value>a</value><value>b</value></kernel>"),
	  "could not tell: the reply has <value> twice" },
	{ "a device without a name", devices, {{ NULL }},
	  ITEM("<m><item><virtualName>v</virtualName></item></m>"),
	  "could not tell: an item of <m> has no device name" },
	{ "a device without a mapping", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>a</deviceName></item></m>"),
	  "could not tell: an item of <m> maps its device to nothing" },
	{ "a device with two virtual names", devices, {{ NULL }},
	  ITEM("<m><item><deviceName>a</deviceName><virtualName>v"
	       "</virtualName><virtualName>w</virtualName></item></m>"),
	  "could not tell: the reply has <virtualName> twice" },
};

START_TEST(doubt)
{
	struct params request = { 0 };
	struct err err = { 0 };
	struct buf got = { 0 };
	struct making m = { doubts[_i].rows, &request, put, &got };

	fill(&request, &doubts[_i].request);
	ck_assert_msg(make(&m, "", doubts[_i].doc, &err) == -1, "%s",
		      doubts[_i].what);
	check_text(doubts[_i].what, err.text, doubts[_i].says);
	ck_assert_int_eq(err.kind, ERR_DOUBT);
	buf_release(&got);
	params_release(&request);
}
END_TEST

static const struct {
	const char *what;
	const struct row *rows;
	struct request request;
	const char *heads;
} headings[] = {
	{ "headings of the first table", reservations, {{ NULL }},
	  "Type ReservationID" },
	{ "headings of the requested attribute",
	  attributes, {{ "Attribute", "launchPermission" }},
	  "A B X2 X3" },
	{ "headings of the last table", attributes, {{ "Attribute", "kernel" }},
	  "E F X2" },
	{ "a requested attribute that has no table", attributes, {{ "Attribute",
	  "x" }}, "" },
	{ "no requested attribute", attributes, {{ NULL }}, "" },
	{ "no heading for a column for JSON only", extra, {{ NULL }}, "A C" },
	{ "a heading that differs from the name", inherited, {{ NULL }},
	  "Type Id" },
};

START_TEST(heading)
{
	struct params request = { 0 };
	struct buf got = { 0 };

	fill(&request, &headings[_i].request);
	row_headings(&got, headings[_i].rows,
		     params_get(&request, "Attribute"));
	check_text(headings[_i].what, buf_str(&got), headings[_i].heads);
	buf_release(&got);
	params_release(&request);
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ made, ROWS(makes) },
		{ visible_only, ROWS(visible) },
		{ long_pieces, 1 },
		{ failure, ROWS(failures) },
		{ doubt, ROWS(doubts) },
		{ heading, ROWS(headings) },
	};

	return check_main("row", cases, ROWS(cases));
}
