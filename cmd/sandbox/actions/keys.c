/* SPDX-License-Identifier: BSD-2-Clause */
#include "actions/keys.h"

#include <string.h>

#include "base/codec.h"
#include "kinds/network_kind.h"
#include "kinds/shared_kind.h"

static const struct list key_reply = {
	.from = "key_pair WHERE id = ?1",
	.elements = (const struct element[]){
		{ "keyName", "name" },
		{ "keyFingerprint", "fingerprint" },
		{ "keyPairId", "id" },
		{ .list = &shared_kind_tags },
		{ NULL } },
};

#define NEW_KEY \
	.makes = &network_kind_key, .reply = REPLY_LIST, .list = &key_reply, \
	.rules = { \
		{ FAULT_KEY_DUPLICATE, \
"SELECT 'The keypair ''' || ?7 || ''' already exists.' FROM key_pair WHERE " \
"owner = ?2 AND region = ?3 AND name = ?7" }, \
	}, \
	.statements = { \
"INSERT INTO key_pair (id, owner, region, name, created) " \
"VALUES (?5, ?2, ?3, ?7, ?4)" }
#define NAME_FORM \
		{ FAULT_PARAMETER_VALUE, \
"SELECT 'The name of a key pair is longer than 255 bytes' " \
"WHERE length(CAST(?7 AS BLOB)) > 255" }

static int keep_key(const struct call *c, const char *id, const char *type,
		    const char *print, struct fault *fault)
{
	return call_sql(c, "UPDATE key_pair SET type = ?2, fingerprint = ?3 "
			"WHERE id = ?1", SQL_VALUES(id, type, print), fault);
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

static int finish_create(const struct call *c, const char *id,
			 struct fault *fault)
{
	const char *type = call_text(c, "KeyType", "rsa");
	struct keypair made = { 0 };
	const struct keypair *key = c->key;
	struct err err;
	int rc = 0;

	if (strcmp(type, "rsa") != 0 || !key->material.len) {
		rc = keypair_new(&made, type, &err);
		key = &made;
	}
	if (rc)
		(void)fault_internal(fault, &err);
	else
		rc = keep_key(c, id, type, key->print, fault);
	if (!rc)
		markup_text(c->out, "keyMaterial", buf_str(&key->material));
	keypair_release(&made);
	return rc;
}

static int read_public(const struct call *c, const char **type,
		       char print[KEYPAIR_PRINT_SIZE], struct fault *fault)
{
	const char *encoded = call_text(c, "PublicKeyMaterial", "");
	struct buf text = { 0 };
	struct err err;
	bool ok = codec_base64_decode(&text, encoded, strlen(encoded),
				      &err) == 0 &&
		  buf_check(&text, "public key", &err) == 0 &&
		  strlen(buf_str(&text)) == text.len &&
		  keypair_import(buf_str(&text), text.len, type, print,
				 &err) == 0;

	buf_release(&text);
	return ok ? 0 : fault_set(fault, FAULT_KEY_FORMAT, "Key is not in "
				  "valid OpenSSH public key format");
}

/* Checks the form of the key before the rules check its name, as EC2 does. */
static int check_import(const struct call *c, struct fault *fault)
{
	char print[KEYPAIR_PRINT_SIZE];
	const char *type;

	return read_public(c, &type, print, fault);
}

static int finish_import(const struct call *c, const char *id,
			 struct fault *fault)
{
	char print[KEYPAIR_PRINT_SIZE];
	const char *type;

	return read_public(c, &type, print, fault) ? -1 :
	       keep_key(c, id, type, print, fault);
}

static const struct recipe create_key = {
	.name = "CreateKeyPair", NEW_KEY,
	.takes = { "!KeyName", "KeyType:rsa|ed25519", "KeyFormat:pem|ppk" },
	.forms = {
		NAME_FORM,
		{ FAULT_NOT_SUPPORTED,
"SELECT 'ec2-sandbox does not model the KeyFormat ppk' WHERE ?9 = 'ppk'" },
	}, .finish = finish_create,
}, import_key = {
	.name = "ImportKeyPair", NEW_KEY,
	.takes = { "!KeyName", "!PublicKeyMaterial" },
	.forms = { NAME_FORM }, .check = check_import, .finish = finish_import,
};

const struct recipe *const keys_actions[] = {
	&create_key, &import_key, NULL
};
