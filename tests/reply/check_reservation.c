/* SPDX-License-Identifier: BSD-2-Clause */
/* Tests of reservation: the rows of a reservation, their order and columns. */
#include "reply/reservation.h"

#include "check_main.h"

/* Prints the cells that are not hidden, with `|` between them. */
static int put(void *ctx, const struct row *row, const struct cell *cells,
	       size_t count, struct err *err)
{
	struct buf *out = ctx;
	const char *bar = "";

	for (size_t i = 0; i < count; i++) {
		if (cells[i].hidden)
			continue;
		buf_puts(out, bar);
		cell_text(out, &cells[i]);
		bar = "|";
	}
	buf_putc(out, '\n');
	return 0;
}

static int on_item(void *ctx, const struct node *item, struct err *err)
{
	struct params none = { 0 };
	const struct row_plan plan = { reservation_rows, &none };

	return row_make(&plan, item, put, ctx, err);
}

static void make(const char *what, const char *doc, struct buf *out)
{
	struct item *it = NULL;
	struct err err = { 0 };

	ck_assert_int_eq(item_new(&it, "reservationSet/item", on_item, out,
				  &err), 0);
	ck_assert_msg(!item_feed(it, doc, strlen(doc), &err) &&
		      !item_finish(it, &err), "%s: %s", what, err.text);
	item_free(it);
}

/* E is an element with a text, and ITEM is an item with elements. */
#define E(name, text) "<" name ">" text "</" name ">"
#define ITEM(inner) "<item>" inner "</item>"
#define RESERVATION(inner) "<r><reservationSet>" ITEM(inner) \
			   "</reservationSet></r>"
#define INSTANCE(inner) RESERVATION( \
	E("reservationId", "r-1") E("ownerId", "111122223333") \
	E("instancesSet", ITEM(E("instanceId", "i-1") inner)))

/* HEAD is the RESERVATION row.  BARE adds the row of an instance that has only
 * an id. */
#define HEAD "RESERVATION|r-1|111122223333|\n"
#define BARE HEAD "INSTANCE|i-1||||||||||||||||||||||||||||||\n"

static const struct {
	const char *what;
	const char *doc;
	const char *rows;
} made[] = {
	{ "no reservation", "<r><reservationSet/></r>", "" },
	{ "a reservation with an unknown element", RESERVATION("<x/>"),
	  "RESERVATION|||\n" },
	{ "a reservation without instances",
	  RESERVATION(E("reservationId", "r-1") "<instancesSet/>"),
	  "RESERVATION|r-1||\n" },
	{ "a reservation with two groups", RESERVATION(E("groupSet",
	  ITEM(E("groupId", "sg-1") E("groupName", "a"))
	  ITEM(E("groupId", "sg-2") E("groupName", "b")))),
	  "RESERVATION|||a,b\n" },
	{ "an instance with only an id", INSTANCE(""), BARE },
	/* The INSTANCE row has all 32 columns.  The elements come in another
	 * order than the columns. */
	{ "an instance with all columns", INSTANCE(
	  E("iamInstanceProfile", E("arn", "c31") E("id", "x"))
	  E("ebsOptimized", "c30")
	  E("placement", E("tenancy", "c29") E("groupName", "c24")
	    E("availabilityZone", "c11"))
	  E("groupSet", ITEM(E("groupName", "x") E("groupId", "sg-1"))
	    ITEM(E("groupId", "sg-2")))
	  E("clientToken", "c27") E("hypervisor", "c26")
	  E("virtualizationType", "c25") E("license", E("pool", "c23"))
	  E("spotInstanceRequestId", "c22") E("instanceLifecycle", "c21")
	  E("rootDeviceType", "c20") E("subnetId", "c19") E("vpcId", "c18")
	  E("privateIpAddress", "c17") E("ipAddress", "c16")
	  E("monitoring", E("state", "enabled")) E("platform", "c14")
	  E("ramdiskId", "c13") E("kernelId", "c12")
	  E("launchTime", "2026-07-01T12:34:56.000Z")
	  E("instanceType", "c9")
	  E("productCodes",
	    ITEM(E("productCode", "A") E("type", "devpay"))
	    ITEM(E("type", "marketplace") E("productCode", "B")))
	  E("amiLaunchIndex", "c7") E("keyName", "c6")
	  E("instanceState", E("code", "16") E("name", "c5"))
	  E("privateDnsName", "c4") E("dnsName", "c3") E("imageId", "c2")),
	  HEAD "INSTANCE|i-1|c2|c3|c4|c5|c6|c7|[devpay: A],[marketplace: B]|"
	  "c9|2026-07-01T12:34:56+0000|c11|c12|c13|c14|monitoring-enabled|"
	  "c16|c17|c18|c19|c20|c21|c22|c23|c24|c25|c26|c27|sg-1,sg-2|c29|"
	  "c30|c31\n" },
	{ "an instance with empty elements", INSTANCE(
	  "<productCodes/><groupSet/><launchTime/><placement/><monitoring/>"
	  "<networkInterfaceSet/><blockDeviceMapping/><tagSet/><keyName/>"),
	  BARE },
	{ "an instance with a volume", INSTANCE(E("blockDeviceMapping",
	  ITEM(E("deviceName", "/dev/sda1") E("ebs", E("volumeId", "vol-1")
	  E("status", "attached") E("attachTime", "2026-07-01T12:34:56.789Z")
	  E("deleteOnTermination", "true") E("volumeType", "io1")
	  E("iops", "100"))))),
	  BARE "BLOCKDEVICE|/dev/sda1|vol-1|2026-07-01T12:34:56.789Z|true|io1"
	  "|100\n" },
	{ "devices with and without a volume", INSTANCE(E("blockDeviceMapping",
	  ITEM(E("deviceName", "a") "<ebs/>")
	  ITEM(E("deviceName", "b") E("virtualName", "ephemeral0"))
	  ITEM(E("deviceName", "c") E("ebs", E("volumeId", "v"))))),
	  BARE "BLOCKDEVICE|a|||||\n"
	  "BLOCKDEVICE|c|v||||\n" },
	{ "an instance with a network interface",
	  INSTANCE(E("networkInterfaceSet", ITEM( E("networkInterfaceId",
	  "eni-1") E("subnetId", "s") E("vpcId", "v") E("description",
	  "x") E("ownerId", "o") E("status", "in-use") E("macAddress",
	  "x") E("privateIpAddress", "10.0.0.1") E("privateDnsName",
	  "d") E("sourceDestCheck", "true")))), BARE
	  "NIC|eni-1|s|v|o|in-use|10.0.0.1|d|true\n" },
	/* The rows below an interface come in the order of the original
	 * tools. */
	{ "a network interface with all rows below it",
	  INSTANCE(E("networkInterfaceSet", ITEM(
	  E("privateIpAddressesSet",
	    ITEM(E("privateIpAddress", "10.0.0.1") E("privateDnsName", "d1")
	      E("association", E("publicIp", "192.0.2.1")
		E("publicDnsName", "p1") E("ipOwnerId", "amazon")))
	    ITEM(E("privateIpAddress", "10.0.0.2")
	      E("privateDnsName", "d2"))
	    ITEM(E("privateIpAddress", "10.0.0.3")
	      E("association", E("publicIp", "192.0.2.3"))))
	  E("association", E("publicIp", "192.0.2.1"))
	  E("groupSet", ITEM(E("groupName", "g1") E("groupId", "sg-1"))
	    ITEM(E("groupId", "sg-2") E("groupName", "g2")))
	  E("attachment", E("attachmentId", "eni-attach-1")
	    E("deviceIndex", "0") E("status", "attached")
	    E("attachTime", "2026-07-01T14:34:56+02:00")
	    E("deleteOnTermination", "false"))
	  E("networkInterfaceId", "eni-1")))),
	  BARE "NIC|eni-1|||||||\n"
	  "NICATTACHMENT|eni-attach-1|0|attached|2026-07-01T12:34:56+0000|"
	  "false\n"
	  "NICASSOCIATION|192.0.2.1|amazon|10.0.0.1\n"
	  "NICASSOCIATION|192.0.2.3||10.0.0.3\n"
	  "GROUP|sg-1|g1\nGROUP|sg-2|g2\n"
	  "PRIVATEIPADDRESS|10.0.0.1|d1|p1\n"
	  "PRIVATEIPADDRESS|10.0.0.2|d2|\n"
	  "PRIVATEIPADDRESS|10.0.0.3||\n" },
	{ "an instance with tags", INSTANCE(E("tagSet",
	  ITEM(E("key", "k") E("value", "v")) ITEM(E("key", "l") "<value/>")
	  ITEM(E("value", "w")))),
	  BARE "TAG|instance|i-1|k|v\nTAG|instance|i-1|l|\n"
	  "TAG|instance|i-1||w\n" },
	{ "the order of devices, interfaces and tags", INSTANCE(
	  E("tagSet", ITEM(E("key", "k")))
	  E("networkInterfaceSet", ITEM(E("networkInterfaceId", "eni-1"))
	    ITEM(E("networkInterfaceId", "eni-2") E("attachment",
	      E("attachmentId", "a"))))
	  E("blockDeviceMapping", ITEM("<ebs/>"))),
	  BARE "BLOCKDEVICE||||||\nNIC|eni-1|||||||\nNIC|eni-2|||||||\n"
	  "NICATTACHMENT|a||||\nTAG|instance|i-1|k|\n" },
	{ "two reservations, one with two instances", "<r><reservationSet>"
	  ITEM(E("instancesSet", ITEM(E("tagSet", ITEM(E("key",
	  "k"))) E("instanceId", "i-1")) ITEM(E("instanceId", "i-2") E("tagSet",
	  ITEM(E("key", "l"))))) E("reservationId",
	  "r-1")) ITEM(E("instancesSet", ITEM(E("instanceId",
	  "i-3"))) E("reservationId", "r-2")) "</reservationSet></r>",
	  "RESERVATION|r-1||\nINSTANCE|i-1||||||||||||||||||||||||||||||\n"
	  "TAG|instance|i-1|k|\nINSTANCE|i-2||||||||||||||||||||||||||||||\n"
	  "TAG|instance|i-2|l|\nRESERVATION|r-2||\n"
	  "INSTANCE|i-3||||||||||||||||||||||||||||||\n" },
	/* The instance's own address and groups are not taken from its
	 * interface. */
	{ "an address and a group of an interface only",
	  INSTANCE(E("networkInterfaceSet",
	  ITEM(E("privateIpAddress", "10.0.0.1") E("subnetId", "s")
	    E("groupSet", ITEM(E("groupId", "sg-1")))))),
	  BARE "NIC||s||||10.0.0.1||\nGROUP|sg-1|\n" },
};

START_TEST(rows)
{
	struct buf got = { 0 };

	make(made[_i].what, made[_i].doc, &got);
	check_text(made[_i].what, buf_str(&got), made[_i].rows);
	buf_release(&got);
}
END_TEST

/* A list of a row and the rows above it.  A row below has the ids of all rows
 * in this list. */
struct above {
	const struct above *next;
	const struct row *row;
};

static void check_own(const char *name, const struct above *above)
{
	for (; above; above = above->next)
		for (const struct row_column *c = row_columns(above->row);
		     c->column.name; c++)
			ck_assert_msg(!c->column.is_id ||
				      strcmp(c->column.name, name) != 0,
				      "%s is an id above already", name);
}

/* Checks the rows of a table, and the rows below them.  A row with columns must
 * have a type.  Names are JSON keys, so no name may occur twice among the
 * columns of a row and the ids of the rows above it.  Returns the number of
 * rows that have columns. */
static int count_names(const struct row *row, const struct above *above)
{
	int count = 0;

	for (; row->path; row++, count++) {
		const struct row_column *c = row_columns(row);
		const struct above here = { above, row };

		if (c[0].column.name)
			ck_assert(row_type(row) != NULL);
		else
			count--;
		for (size_t i = 0; c[i].column.name; i++) {
			check_own(c[i].column.name, above);
			for (size_t k = 0; k < i; k++)
				ck_assert_str_ne(c[i].column.name,
						 c[k].column.name);
		}
		if (row->rows)
			count += count_names(row->rows, &here);
	}
	return count;
}

START_TEST(names)
{
	/* The rows are RESERVATION, INSTANCE, BLOCKDEVICE, NIC with four rows
	 * below it, and TAG. */
	ck_assert_int_eq(count_names(reservation_rows, NULL), 9);
	check_text("headings", reservation_headings,
		   "Type ReservationID Owner Groups Platform");
}
END_TEST

int main(void)
{
	const struct check_case cases[] = {
		{ rows, ROWS(made) },
		{ names, 1 },
	};

	return check_main("reservation", cases, ROWS(cases));
}
