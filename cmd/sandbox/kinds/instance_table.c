/* SPDX-License-Identifier: BSD-2-Clause */
#include "kinds/instance_table.h"

#include "kinds/shared_kind.h"

/* Storing the first instance of a reservation stores the reservation too. */
const struct column instance_table_columns[] = {
	{ "id", .form = "i-", .is_unique = true },
	SHARED_OWNED,
	{ "image", .form = "ami-", .refers = "image" },
	{ "reservation", .fallback = "", .form = "r-" },
	{ "type", .fallback = "m1.small", .form = "word" },
	{ "state", .fallback = "running", .form =
	  "pending|running|shutting-down|terminated|stopping|stopped" },
	{ "launched", .fallback = "2010-03-01T00:00:00.000Z", .form = "time" },
	{ "ended", .fallback = "", .form = "time" },
	{ "index", "launch_index", "0", "number" },
	{ "zone", .fallback = "us-east-1a", .form = "word" },
	{ "key", "key_name", "" },
	{ "user-data", "user_data", "", "base64" },
	{ "kernel", .fallback = "" },
	{ "ramdisk", .fallback = "" },
	{ "monitoring", .fallback = "disabled", .form = "enabled|disabled" },
	{ "subnet", .fallback = "", .form = "subnet-" },
	{ "private-ip", "private_ip", "", "word" },
	{ "public-ip", "public_ip", "", "word" },
	{ "tenancy", .fallback = "default", .form = "default|dedicated" },
	{ "placement-group", "placement_group", "" },
	{ "profile", .fallback = "" },
	{ "ebs-optimized", "ebs_optimized", "false", SHARED_FLAG },
	{ "protected", .fallback = "false", .form = SHARED_FLAG },
	{ "shutdown", .fallback = "stop", .form = "stop|terminate" },
	{ "stop-protected", "stop_protected", "false", SHARED_FLAG },
	{ "source-check", "source_check", "true", SHARED_FLAG },
	{ "ena", .fallback = "", .form = "true|false|" },
	{ "sriov", .fallback = "" },
	{ "metadata-tags", "metadata_tags", "disabled", "enabled|disabled" },
	SHARED_PASSING,
	{ "token", .fallback = "" },
	{ "request", .fallback = "" },
	SHARED_CODES("codes"),
	{ "groups", .fallback = "sg-37a8eec1=default", .parts = KIND_PAIR,
	  .insert = "INSERT INTO instance_group VALUES (?1, ?2, ?3)",
	  .select = "SELECT id, name FROM instance_group WHERE instance = ?1 "
		    "ORDER BY rowid" },
	{ "devices", .fallback = "", .parts = KIND_DEVICE, .insert =
"INSERT INTO instance_device VALUES (?1, ?2, ?3, ?4, ?5, ?6)", .select =
"SELECT device, virtual_name, volume, delete_on_termination, attached "
"FROM instance_device WHERE instance = ?1 ORDER BY rowid" },
	SHARED_TAGS,
	{ NULL }
};

/* An instance that is stored without a private address gets one in 10.0.0.0/8.
 * Outside a VPC, an instance that is stored without a public address gets one
 * in 198.18.0.0/15, which RFC 2544 reserves for tests.  The view shown_instance
 * has the addresses that EC2 would show.  A terminated instance has no
 * addresses.  An instance that is shutting down has no public address.  A
 * pending or stopped instance has at most an Elastic IP address and, in a VPC,
 * a private address. */
const char instance_table_extra[] =
"CREATE TABLE reservation ("
"	id TEXT PRIMARY KEY,"
"	owner TEXT NOT NULL REFERENCES account,"
"	region TEXT NOT NULL,"
"	token TEXT NOT NULL,"
"	request TEXT NOT NULL);"
"CREATE UNIQUE INDEX reservation_token ON reservation (owner, region, token)"
"	WHERE token <> '';"
"CREATE INDEX reservation_owner ON reservation (owner, region);"
"CREATE INDEX instance_reservation ON instance (reservation, launch_index);"
"CREATE INDEX instance_image ON instance (image);"
"CREATE TABLE instance_group ("
"	instance TEXT NOT NULL REFERENCES instance,"
"	id TEXT NOT NULL,"
"	name TEXT NOT NULL,"
"	UNIQUE (instance, id));"
"CREATE INDEX instance_group_id ON instance_group (id);"
/* A device has either a virtual name or a volume.  Several instances may have
 * the same volume.  delete_on_termination deletes the volume when the last of
 * these instances terminates. */
"CREATE TABLE instance_device ("
"	instance TEXT NOT NULL REFERENCES instance,"
"	device TEXT NOT NULL,"
"	virtual_name TEXT NOT NULL,"
"	volume TEXT NOT NULL,"
"	delete_on_termination TEXT NOT NULL,"
"	attached TEXT NOT NULL,"
"	UNIQUE (instance, device));"
"CREATE INDEX instance_device_volume ON instance_device (volume);"
"CREATE TRIGGER instance_reserve AFTER INSERT ON instance BEGIN "
"	UPDATE instance SET reservation = 'r-' || substr(id, 3) "
"		WHERE id = NEW.id AND reservation = '';"
"	INSERT OR IGNORE INTO reservation SELECT reservation, owner, region,"
"		token, request FROM instance WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER reservation_request AFTER UPDATE OF request ON reservation "
"BEGIN "
"	UPDATE instance SET request = NEW.request WHERE reservation = NEW.id;"
"END;"
"CREATE TRIGGER instance_private AFTER INSERT ON instance "
"WHEN NEW.private_ip = '' BEGIN "
"	UPDATE instance SET private_ip = printf('10.%d.%d.%d',"
"		NEW.rowid / 65024 % 256, NEW.rowid / 254 % 256,"
"		1 + NEW.rowid % 254) WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER instance_public AFTER INSERT ON instance "
"WHEN NEW.public_ip = '' AND NEW.subnet = '' BEGIN "
"	UPDATE instance SET public_ip = printf('198.%d.%d.%d',"
"		18 + NEW.rowid / 65024 % 2, NEW.rowid / 254 % 256,"
"		1 + NEW.rowid % 254) WHERE id = NEW.id;"
"END;"
"CREATE TRIGGER instance_end AFTER UPDATE OF state ON instance "
"WHEN NEW.state = 'terminated' BEGIN "
"	DELETE FROM volume WHERE id IN (SELECT volume FROM instance_device"
"		WHERE instance = NEW.id AND delete_on_termination = 'true')"
"		AND NOT EXISTS (SELECT 1 FROM instance_device AS other WHERE"
"		other.volume = volume.id AND other.instance <> NEW.id);"
"	DELETE FROM instance_device WHERE instance = NEW.id AND volume <> '';"
"END;"
"CREATE TRIGGER volume_end AFTER DELETE ON volume BEGIN "
"	DELETE FROM tag WHERE resource = OLD.id;"
"	DELETE FROM code WHERE resource = OLD.id;"
"END;"
"CREATE VIEW shown_instance AS SELECT instance.rowid AS number,"
"	instance.id, reservation, launch_index, instance.owner,"
"	instance.region, instance.image, type, instance.state, launched,"
"	ended, zone, key_name, user_data, instance.kernel, instance.ramdisk,"
"	monitoring, subnet, tenancy, placement_group, profile, ebs_optimized,"
"	protected, shutdown, stop_protected, source_check, instance.ena,"
"	instance.sriov, metadata_tags, instance.token, platform, architecture,"
"	root_device, root_name, virtualization, location,"
"	CASE instance.state WHEN 'pending' THEN 0 WHEN 'running' THEN 16"
"		WHEN 'shutting-down' THEN 32 WHEN 'terminated' THEN 48"
"		WHEN 'stopping' THEN 64 ELSE 80 END AS state_code,"
"	CASE WHEN subnet = '' THEN '' ELSE 'vpc-' || substr(subnet, 8)"
"		END AS vpc,"
"	CASE WHEN has_private THEN private_ip ELSE '' END AS private_ip,"
"	shown_address.ip AS public_ip,"
"	CASE WHEN NOT has_private THEN '' ELSE 'ip-' ||"
"		replace(private_ip, '.', '-') || CASE instance.region WHEN"
"		'us-east-1' THEN '.ec2.internal' ELSE '.' || instance.region"
"		|| '.compute.internal' END END AS private_dns,"
"	CASE WHEN shown_address.ip = '' THEN '' ELSE 'ec2-' ||"
"		replace(shown_address.ip, '.', '-') || CASE instance.region"
"		WHEN 'us-east-1' THEN '.compute-1.amazonaws.com' ELSE '.' ||"
"		instance.region || '.compute.amazonaws.com' END END AS public_dns "
"FROM instance JOIN image ON image.id = instance.image "
"JOIN (SELECT instance.rowid AS number, CASE"
"	WHEN state IN ('terminated', 'shutting-down') THEN ''"
"	ELSE ifnull((SELECT ip FROM address WHERE instance = instance.id),"
"	CASE WHEN state IN ('pending', 'stopped') THEN '' ELSE public_ip END)"
"	END AS ip, state NOT IN ('terminated', 'pending', 'stopped') OR "
"	state <> 'terminated' AND subnet <> '' AS has_private "
"	FROM instance) AS shown_address "
"	ON shown_address.number = instance.rowid;";
