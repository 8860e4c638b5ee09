# SPDX-License-Identifier: BSD-2-Clause
# Prints a reply to DescribeImages of any size, for tests and the benchmark:
#
#     awk -f tests/data/images.awk -v from=1 -v to=100000 [-v token=T]
#         [-v rows=FILE] </dev/null
#
# Writes the images FROM to TO, about 1,100 bytes each, to standard output.
# Writes to FILE the rows that ec2-describe-images -a must print for these
# images.
function element(name, text) {
	return "<" name ">" text "</" name ">"
}

function ebs(device, snapshot, size,	inner) {
	inner = element("snapshotId", snapshot) \
		element("volumeSize", size) \
		element("deleteOnTermination", "true") \
		element("volumeType", "gp3") element("encrypted", "false")
	if (rows)
		print "BLOCKDEVICEMAPPING\tEBS\t" device "\t\t" snapshot \
			"\t" size "\ttrue\tgp3\t" >rows
	return element("item", element("deviceName", device) \
		element("ebs", inner))
}

function tag(id, key, value) {
	if (rows)
		print "TAG\timage\t" id "\t" key "\t" value >rows
	return element("item", element("key", key) element("value", value))
}

function image(n,	id, owner, location, code, public, devices) {
	id = sprintf("ami-%08x", n)
	owner = sprintf("%012d", 111122220000 + n % 7)
	location = owner "/image number " n
	public = n % 3 ? "true" : "false"
	code = n % 10 ? "" : sprintf("%08X", n)
	if (rows)
		print "IMAGE\t" id "\t" location "\t" owner "\tavailable\t" \
			(n % 3 ? "public" : "private") "\t" \
			(code ? "[marketplace: " code "]" : "") \
			"\tx86_64\tmachine\t\t\t\tebs\thvm\txen" >rows
	devices = ebs("/dev/sda1", sprintf("snap-%08x", n), n % 50 + 8) \
		ebs("/dev/sdf", sprintf("snap-%08x", n + 1000000), 100)
	return element("item", element("imageId", id) \
		element("imageLocation", location) \
		element("imageState", "available") \
		element("imageOwnerId", owner) element("isPublic", public) \
		(code ? element("productCodes", element("item", \
			element("productCode", code) \
			element("type", "marketplace"))) \
		      : "<productCodes/>") \
		element("architecture", "x86_64") \
		element("imageType", "machine") \
		element("name", "image number " n) \
		element("description", "An image of a size that is usual.") \
		element("rootDeviceType", "ebs") \
		element("rootDeviceName", "/dev/sda1") \
		element("blockDeviceMapping", devices) \
		element("virtualizationType", "hvm") \
		element("tagSet", tag(id, "Name", "number " n)) \
		element("hypervisor", "xen") \
		element("creationDate", "2026-01-02T03:04:05.000Z"))
}

BEGIN {
	print "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
	print "<DescribeImagesResponse xmlns=\"" \
		"http://ec2.amazonaws.com/doc/2016-11-15/\">"
	print element("requestId", "59dbff89-35bd-4eac-99ed-be587EXAMPLE")
	print "<imagesSet>"
	for (n = from; n <= to; n++)
		print image(n)
	print "</imagesSet>" (token ? element("nextToken", token) : "")
	print "</DescribeImagesResponse>"
	exit
}
