/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/instances.h"

#include <string.h>

#include "base/codec.h"
#include "kinds/instance_kind.h"

#define CONFIRMED(yes, no) \
	"CASE WHEN state <> 'terminated' AND EXISTS (SELECT 1 FROM code " \
	"WHERE resource = ?1 AND code = ?5) THEN " yes " ELSE " no " END"

/* A code that does not exist is nobody's, so it is refused in the same
 * words: who asks learns nothing about other sellers' codes. */
const struct recipe instances_confirm = {
	.takes = { "@!InstanceId", "!ProductCode" },
	.rules = {
		{ FAULT_AUTH_FAILURE,
"SELECT 'Not authorized for product code: ' || ?8 WHERE NOT EXISTS "
"(SELECT 1 FROM product WHERE code = ?8 AND owner = ?2)" },
		{ FAULT_INSTANCE_NOT_FOUND,
"SELECT 'The instance ID ''' || ?7 || ''' does not exist' WHERE NOT EXISTS "
"(SELECT 1 FROM instance WHERE id = ?7 AND region = ?3)" },
	},
	.reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "ownerId", CONFIRMED("owner", "''") },
			{ "return", CONFIRMED("'true'", "'false'") },
			{ NULL } } },
};

const struct recipe instances_describe_attribute = {
	.kind = &instance_kind, .attributes = instance_kind_attributes,
	.reply = REPLY_ATTRIBUTE,
};

const struct recipe instances_reset = {
	.kind = &instance_kind, .takes = { "!Attribute" },
	.forms = {
		{ FAULT_PARAMETER_VALUE,
"SELECT 'Value (' || ?7 || ') for parameter attribute is invalid.' "
"WHERE ?7 NOT IN ('kernel', 'ramdisk', 'sourceDestCheck')" },
	},
	.rules = {
		INSTANCES_IN_VPC("?7"),
		{ FAULT_INSTANCE_STATE,
"SELECT 'The instance ''' || id || ''' is not in the ''stopped'' state.' "
"FROM instance WHERE id = ?1 AND ?7 <> 'sourceDestCheck' AND "
"state <> 'stopped'" },
	},
	.statements = {
"UPDATE instance SET source_check = 'true' WHERE id = ?1 AND "
"?7 = 'sourceDestCheck'",
"UPDATE instance SET kernel = (SELECT kernel FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'kernel'",
"UPDATE instance SET ramdisk = (SELECT ramdisk FROM image WHERE id = image) "
"WHERE id = ?1 AND ?7 = 'ramdisk'",
	},
};

/* Nothing boots here, so no password is ever made. */
const struct recipe instances_password = {
	.kind = &instance_kind, .reply = REPLY_LIST,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "instanceId", "id" },
			{ "timestamp", "launched" },
			{ "!passwordData", "''" },
			{ NULL } } },
};

static const char console_sql[] =
"SELECT 'ec2-sandbox: ' || id || ' is a ' || type || ' of ' || image || "
"char(10) || 'ec2-sandbox: nothing boots here' || char(10) FROM instance "
"WHERE id = ?1 AND state IN ('running', 'stopped', 'stopping')";

static int write_console(const struct call *c, const char *id,
			 struct fault *fault)
{
	struct buf text = {0};
	struct sql q;

	sql_start(&q, c->state, console_sql, SQL_VALUES(id));
	(void)sql_next(&q);
	codec_base64(&text, sql_column(&q, 0), strlen(sql_column(&q, 0)));
	markup_text(c->out, "output", buf_str(&text));
	buf_release(&text);
	return call_sql_end(&q, fault);
}

const struct recipe instances_console = {
	.kind = &instance_kind, .takes = { "?Latest" },
	.reply = REPLY_LIST, .reply_first = true,
	.list = &(const struct list){
		.from = "instance WHERE id = ?1",
		.elements = (const struct element[]){
			{ "instanceId", "id" },
			{ "timestamp", "launched" },
			{ NULL } } },
	.finish = write_console,
};
