/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/keys.h"

#include <string.h>

#include "base/codec.h"
#include "call/tagging.h"
#include "values/text.h"

enum { NAME_MAX_BYTES = 255 };

static const struct rule taken[] = {
	{ FAULT_KEY_DUPLICATE, "SELECT 'The keypair ''' || ?4 || ''' already "
	  "exists.' FROM key_pair WHERE owner = ?2 AND region = ?3 AND "
	  "name = ?4" },
	{ .sql = NULL }
};

static int read_key_name(const struct call *c, const char **name,
			 struct fault *fault)
{
	if (call_need(c, "KeyName", name, fault))
		return -1;
	if (strlen(*name) > NAME_MAX_BYTES)
		return fault_set(fault, FAULT_PARAMETER_VALUE, "The name of a "
				 "key pair has at most %d bytes",
				 NAME_MAX_BYTES);
	return tagging_check(c, "key-pair", fault);
}

static const char insert_sql[] =
"INSERT INTO key_pair (id, owner, region, name, fingerprint, type, created, "
"public) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

static int keep_key(struct call *c, const char *name, const char *type,
		const char *print, const char *public, struct fault *fault)
{
	char id[ID_SIZE];

	if (call_rules(c, taken, SQL_VALUES("", c->account, c->region, name),
		       fault) ||
	    call_new_id("key-", id, fault) ||
	    call_sql(c, insert_sql, SQL_VALUES(id, c->account, c->region,
		     name, print, type, c->time, public), fault) ||
	    tagging_keep(c, "key-pair", id, fault))
		return -1;
	markup_text(c->out, "keyName", name);
	markup_text(c->out, "keyFingerprint", print);
	markup_text(c->out, "keyPairId", id);
	return 0;
}

bool keys_take_long(const struct params *params)
{
	const char *action = params_get(params, "Action");
	const char *type = params_get(params, "KeyType");

	return action && strcmp(action, "CreateKeyPair") == 0 &&
	       (!type || !*type || strcmp(type, "rsa") == 0);
}

void keys_prepare(struct request *r)
{
	struct err ignored;

	if (keypair_new(&r->key, "rsa", &ignored))
		keypair_release(&r->key);
}

int keys_create(struct call *c, struct fault *fault)
{
	const char *type = call_text(c, "KeyType", "rsa"), *name;
	struct keypair made = {0};
	const struct keypair *key = c->key;
	struct err err;
	int rc = 0;

	if (read_key_name(c, &name, fault))
		return -1;
	if (!text_is_one_of("rsa|ed25519", type))
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter KeyType is invalid.", type);
	if (!text_is_one_of("pem|ppk", call_text(c, "KeyFormat", "pem")))
		return fault_set(fault, FAULT_PARAMETER_VALUE, "Value (%s) "
				 "for parameter KeyFormat is invalid.",
				 call_text(c, "KeyFormat", ""));
	if (strcmp(call_text(c, "KeyFormat", "pem"), "pem") != 0)
		return fault_set(fault, FAULT_NOT_MODELLED, "ec2-sandbox does "
				 "not model the KeyFormat ppk");
	if (strcmp(type, "rsa") != 0 || !key->material.len) {
		rc = keypair_new(&made, type, &err);
		key = &made;
	}
	if (rc)
		(void)fault_internal(fault, &err);
	else
		rc = keep_key(c, name, type, key->print, "", fault);
	if (!rc)
		markup_text(c->out, "keyMaterial", buf_str(&key->material));
	keypair_release(&made);
	return rc;
}

int keys_import(struct call *c, struct fault *fault)
{
	const char *name, *encoded, *type;
	char print[KEYPAIR_PRINT_SIZE];
	struct buf text = {0};
	struct err err;
	int rc;

	if (read_key_name(c, &name, fault) ||
	    call_need(c, "PublicKeyMaterial", &encoded, fault))
		return -1;
	if (codec_base64_decode(&text, encoded, strlen(encoded), &err) ||
	    buf_check(&text, "public key", &err) ||
	    strlen(buf_str(&text)) != text.len ||
	    keypair_import(buf_str(&text), text.len, &type, print, &err))
		rc = fault_set(fault, FAULT_KEY_FORMAT, "Key is not in valid "
			       "OpenSSH public key format");
	else
		rc = keep_key(c, name, type, print, "", fault);
	buf_release(&text);
	return rc;
}
