/* SPDX-License-Identifier: BSD-2-Clause */
#include "http/authorities.h"

#include <curl/curl.h>

#include "http/trust.h"

/* Finds the system's authorities.  If libcurl does not tell their path, sets
 * OUT->file to words for a message.  In the static build, libcurl has no
 * default path, so trust_find searches for the path. */
static void find_default_ca(struct trust_store *out)
{
#ifdef EC2_FIND_CERTIFICATES
	trust_find(out);
#else
	*out = (struct trust_store){ 0 };
#if CURL_AT_LEAST_VERSION(7, 70, 0)
	const curl_version_info_data *info = curl_version_info(CURLVERSION_NOW);

	if (info->age >= CURLVERSION_SEVENTH)
		*out = (struct trust_store){ info->cainfo, info->capath };
#endif
	if (!out->file && !out->dir)
		out->file = "the system's";
#endif
}

const char *authorities_default(void)
{
	struct trust_store ca;

	find_default_ca(&ca);
	if (ca.file)
		return ca.file;
	return ca.dir ? ca.dir : "none: no file of certificates was found";
}

static bool set_store(void *easy, const char *file, const char *dir)
{
	return curl_easy_setopt(easy, CURLOPT_CAINFO, file) == CURLE_OK &&
	       curl_easy_setopt(easy, CURLOPT_CAPATH, dir) == CURLE_OK;
}

bool authorities_set(void *easy, const char *file)
{
	if (file)
		return set_store(easy, file, NULL);
#ifdef EC2_FIND_CERTIFICATES
	struct trust_store ca;

	find_default_ca(&ca);
	return set_store(easy, ca.file, ca.dir);
#else
	return true;
#endif
}
