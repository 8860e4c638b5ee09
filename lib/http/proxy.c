/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/proxy.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/num.h"

/* A truncated message may end with the beginning of the user and password.
 * proxy_hide removes this beginning if it has at least this many bytes. */
enum { CUT_MIN = 4 };

/* An IP address in binary form. */
struct address {
	int family;		/* address family, or 0 if the text is not an
				 * address */
	int bits;		/* length of the address: 32 or 128 */
	unsigned char bytes[16];
};

/* One parsed element of no_proxy. */
struct element {
	char host[256];		/* host name, domain or address */
	long port;		/* port, or 0 for every port */
	long prefix;		/* prefix length of a network in bits, or -1 */
};

static void read_address(const char *text, struct address *out)
{
	*out = (struct address){ .family = AF_INET, .bits = 32 };
	if (inet_pton(AF_INET, text, out->bytes) == 1)
		return;
	*out = (struct address){ .family = AF_INET6, .bits = 128 };
	if (inet_pton(AF_INET6, text, out->bytes) != 1)
		out->family = 0;
}

static bool same_bits(const struct address *a, const struct address *b,
		      long bits)
{
	long whole = bits / 8, rest = bits % 8;

	if (a->family != b->family ||
	    memcmp(a->bytes, b->bytes, (size_t)whole) != 0)
		return false;
	return !rest || ((a->bytes[whole] ^ b->bytes[whole]) >>
			 (8 - rest)) == 0;
}

static long port_of(const struct url *url)
{
	const char *host = buf_str(&url->host), *end = strrchr(host, ']');
	const char *colon = strchr(end ? end : host, ':');
	struct err ignored;
	long port;

	if (colon && num_parse(colon + 1, 1, 65535, &port, &ignored) == 0)
		return port;
	return url->tls ? 443 : 80;
}

/* Parses the number after the separator at MARK, and ends the string there.
 * Returns false if there is no number from MIN to MAX after it. */
static bool cut_number(char *mark, long min, long max, long *out)
{
	struct err ignored;

	if (num_parse(mark + 1, min, max, out, &ignored))
		return false;
	*mark = '\0';
	return true;
}

static void drop_bytes(char *text, size_t len)
{
	const char *from = text + len;

	if (!len)
		return;
	do
		*text++ = *from;
	while (*from++);
}

/* Parses the LEN bytes at TEXT, an element of no_proxy.  Returns false if the
 * element is longer than a host name can be. */
static bool read_element(const char *text, size_t len, struct element *out)
{
	char *host = out->host, *end, *mark;

	*out = (struct element){ .prefix = -1 };
	if (len >= sizeof(out->host))
		return false;
	memcpy(host, text, len);
	end = strchr(host, ']');
	mark = strchr(end ? end : host, ':');
	if (mark && (end || !strchr(mark + 1, ':')))
		(void)cut_number(mark, 1, 65535, &out->port);
	mark = strchr(host, '/');
	if (mark)
		(void)cut_number(mark, 0, 128, &out->prefix);
	if (*host == '[' && end) {
		drop_bytes(end, 1);
		drop_bytes(host, 1);
	}
	drop_bytes(host, strspn(host, "."));
	len = strlen(host);
	if (len && host[len - 1] == '.')
		host[len - 1] = '\0';
	return true;
}

static bool matches_host(const struct element *e, const char *name)
{
	size_t len = strlen(name), n = strlen(e->host);
	struct address host, of_element;

	while (len && name[len - 1] == '.')
		len--;
	read_address(name, &host);
	read_address(e->host, &of_element);
	if (host.family || of_element.family)
		return host.family && e->prefix <= host.bits &&
		       same_bits(&host, &of_element, e->prefix < 0
				 ? host.bits : e->prefix);
	if (!n || n > len || strncasecmp(name + len - n, e->host, n) != 0)
		return false;
	return n == len || name[len - n - 1] == '.';
}

bool proxy_is_bypassed(const struct url *url, const char *list)
{
	static const char between[] = ", \t\r\n";

	while (*(list += strspn(list, between))) {
		size_t len = strcspn(list, between);
		struct element e;

		if (len == 1 && *list == '*')
			return true;
		if (read_element(list, len, &e) &&
		    (!e.port || e.port == port_of(url)) &&
		    matches_host(&e, buf_str(&url->name)))
			return true;
		list += len;
	}
	return false;
}

/* Returns the value of the environment variable LOWER or, if LOWER is unset and
 * UPPER is not NULL, of UPPER.  Returns NULL if this value is unset or
 * empty. */
static const char *proxy_variable(const char *lower, const char *upper)
{
	const char *value = getenv(lower);

	if (!value && upper)
		value = getenv(upper);
	return value && *value ? value : NULL;
}

const char *proxy_for(const struct url *url)
{
	const char *none = proxy_variable("no_proxy", "NO_PROXY");
	const char *proxy;

	if (url->tls)
		proxy = proxy_variable("https_proxy", "HTTPS_PROXY");
	else
		proxy = proxy_variable("http_proxy", getenv("REQUEST_METHOD")
				       ? NULL : "HTTP_PROXY");
	if (!proxy || (none && proxy_is_bypassed(url, none)))
		return "";
	return proxy;
}

/* Returns the position of the user, password and @ in the URL PROXY.  Sets *LEN
 * to the length of these together, or to 0 if PROXY does not have a user. */
static const char *user_of(const char *proxy, size_t *len)
{
	const char *scheme = strstr(proxy, "://");
	const char *rest = scheme ? scheme + 3 : proxy;
	const char *at = strrchr(rest, '@');

	*len = at ? (size_t)(at + 1 - rest) : 0;
	return rest;
}

bool proxy_is_usable(const char *proxy)
{
	size_t len;
	const char *user = user_of(proxy, &len);

	for (size_t i = 0; i + 2 < len; i++)
		if (user[i] == '%' && (user[i + 1] == '0' ||
				       user[i + 1] == '1') &&
		    ascii_is_hex(user[i + 2]))
			return false;
	return true;
}

void proxy_name(struct buf *out, const char *proxy)
{
	size_t len;
	const char *user = user_of(proxy, &len);

	buf_append(out, proxy, (size_t)(user - proxy));
	buf_puts(out, user + len);
}

/* If TEXT begins with the LEN bytes at USER, returns LEN.  If TEXT is a part of
 * these bytes that was truncated, returns its length if that is at least
 * CUT_MIN.  Otherwise returns 0. */
static size_t matching_length(const char *text, const char *user, size_t len)
{
	size_t n = 0;

	while (n < len && text[n] && text[n] == user[n])
		n++;
	return n == len || (n >= CUT_MIN && !text[n]) ? n : 0;
}

void proxy_hide(struct buf *out, const char *proxy, const char *text)
{
	size_t len;
	const char *user = user_of(proxy, &len);

	while (*text) {
		size_t n = matching_length(text, user, len);

		text += n;
		if (!n)
			buf_putc(out, *text++);
	}
}
