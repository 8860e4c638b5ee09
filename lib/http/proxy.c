/* SPDX-License-Identifier: BSD-2-Clause */
/* Which proxy a request goes through. */
#include "http/proxy.h"

#include <arpa/inet.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/err.h"
#include "base/num.h"

enum { ENTRY_MAX = 256, ADDRESS_MAX = 16 };

/* Takes the brackets off an IPv6 address, and the port off an entry that has
 * one; returns it, or "". */
static char *split_port(char *entry, char **name)
{
	char *colon = strrchr(entry, ':');

	*name = entry;
	if (*entry == '[') {
		char *end = strchr(entry, ']');

		if (!end)
			return entry + strlen(entry);
		*name = entry + 1;
		*end = '\0';
		return end[1] == ':' ? end + 2 : end;
	}
	/* Two colons and no brackets: an address. */
	if (!colon || strchr(entry, ':') != colon)
		return entry + strlen(entry);
	*colon = '\0';
	return colon + 1;
}

/* The bytes of an address, and how many; 0 for a name. */
static size_t address_of(const char *text, unsigned char *bytes)
{
	if (inet_pton(AF_INET, text, bytes) == 1)
		return 4;
	return inet_pton(AF_INET6, text, bytes) == 1 ? 16 : 0;
}

static bool same_bits(const unsigned char *a, const unsigned char *b, long bits)
{
	size_t whole = (size_t)bits / 8;
	unsigned rest = (unsigned)bits % 8;

	if (memcmp(a, b, whole) != 0)
		return false;
	return !rest || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

/* Whether the address NAME lies in the network ENTRY/BITS. */
static bool in_network(const char *entry, const char *bits, const char *name)
{
	unsigned char net[ADDRESS_MAX], host[ADDRESS_MAX];
	size_t len = address_of(entry, net);
	struct err ignored;
	long n;

	return len && address_of(name, host) == len &&
	       num_parse(bits, 0, (long)len * 8, &n, &ignored) == 0 &&
	       same_bits(net, host, n);
}

/* Whether NAME is ENTRY or lies below it. */
static bool is_below(const char *entry, const char *name)
{
	unsigned char a[ADDRESS_MAX], b[ADDRESS_MAX];
	size_t len = address_of(entry, a), n, m;

	if (len || address_of(name, b))
		return address_of(name, b) == len && memcmp(a, b, len) == 0;
	while (*entry == '.')
		entry++;
	n = strlen(entry);
	m = strlen(name);
	if (n && entry[n - 1] == '.')
		n--;
	if (m && name[m - 1] == '.')
		m--;
	return n && m >= n && strncasecmp(name + m - n, entry, n) == 0 &&
	       (m == n || name[m - n - 1] == '.');
}

static bool matches(char *entry, const char *name, const char *port)
{
	char *slash = strchr(entry, '/'), *host, *only;

	if (strcmp(entry, "*") == 0)
		return true;
	if (slash) {
		*slash = '\0';
		return in_network(entry, slash + 1, name);
	}
	only = split_port(entry, &host);
	return (!*only || strcmp(only, port) == 0) && is_below(host, name);
}

bool proxy_is_except(const char *list, const char *name, const char *port)
{
	static const char separators[] = ", \t\r\n";
	char entry[ENTRY_MAX];

	while (*list) {
		size_t len = strcspn(list, separators);

		if (len && len < sizeof(entry)) {
			memcpy(entry, list, len);
			entry[len] = '\0';
			if (matches(entry, name, port))
				return true;
		}
		list += len;
		list += strspn(list, separators);
	}
	return false;
}

const char *proxy_for(const struct proxy_settings *proxy,
		      const struct url *url)
{
	const char *chosen = url->tls ? proxy->https : proxy->http;
	const char *host = buf_str(&url->host);
	const char *colon = strrchr(host, ':');
	const char *port = url->tls ? "443" : "80";

	if (!chosen || !*chosen)
		return "";
	if (colon && !strchr(colon, ']'))
		port = colon + 1;
	if (proxy->except &&
	    proxy_is_except(proxy->except, buf_str(&url->name), port))
		return "";
	return chosen;
}

void proxy_name(struct buf *out, const char *proxy)
{
	const char *scheme = strstr(proxy, "://");
	const char *rest = scheme ? scheme + 3 : proxy;
	const char *at = strrchr(rest, '@');

	buf_append(out, proxy, (size_t)(rest - proxy));
	buf_puts(out, at ? at + 1 : rest);
}
