# SPDX-License-Identifier: BSD-2-Clause
"""All of botocore's configuration variables.  If our tools read a variable, the
entry is `row: WORDS`, with words from the name of a set-up in rows.py that uses
the variable.  Otherwise the entry says why our tools do not read it."""

NOT_EC2 = 'EC2 does not use it'
NO_MODEL = 'our requests are not made from service models'

variables = {
    'profile': 'row: AWS_DEFAULT_PROFILE',
    'region': 'row: region of the profile',
    'config_file': 'row: AWS_CONFIG_FILE',
    'credentials_file': 'row: AWS_SHARED_CREDENTIALS_FILE',
    'ca_bundle': 'row: ca_bundle of the profile',
    'metadata_service_timeout': 'row: metadata_service_timeout',
    'metadata_service_num_attempts': 'row: metadata_service_num_attempts',
    'ec2_metadata_service_endpoint': 'row: endpoint of the profile',
    'ec2_metadata_service_endpoint_mode':
        'row: ec2_metadata_service_endpoint_mode',
    'ec2_metadata_v1_disabled': 'row: forbidden by the profile',
    'imds_use_ipv6': 'row: imds_use_ipv6',
    'use_dualstack_endpoint': 'row: dualstack by the profile',
    'use_fips_endpoint': 'row: FIPS by the profile',
    'ignore_configured_endpoint_urls':
        'row: ignore_configured_endpoint_urls of the profile',
    'sts_regional_endpoints': 'row: the old endpoint of STS, by the profile',
    'retry_mode': 'row: retry_mode',
    'max_attempts': 'row: max_attempts',
    'data_path': NO_MODEL,
    'api_versions': 'EC2_API_VERSION sets the version of EC2',
    'parameter_validation': NO_MODEL,
    'csm_enabled': 'client-side monitoring, which AWS has withdrawn',
    'csm_host': 'client-side monitoring, which AWS has withdrawn',
    'csm_port': 'client-side monitoring, which AWS has withdrawn',
    'csm_client_id': 'client-side monitoring, which AWS has withdrawn',
    'endpoint_discovery_enabled': NOT_EC2,
    'defaults_mode': 'it chooses defaults of botocore; the manual lists '
                     'ours',
    'user_agent_appid': 'our User-Agent names these tools instead',
    'request_min_compression_size_bytes': NOT_EC2,
    'disable_request_compression': NOT_EC2,
    'sigv4a_signing_region_set': NOT_EC2,
    'request_checksum_calculation': NOT_EC2,
    'response_checksum_validation': NOT_EC2,
    'account_id_endpoint_mode': NOT_EC2,
    'disable_host_prefix_injection': NOT_EC2,
    'auth_scheme_preference': 'EC2_SIGNATURE_VERSION chooses the signature',
    'tcp_keepalive': '--request-timeout ends the wait for a reply',
    's3': NOT_EC2,
    's3_disable_express_session_auth': NOT_EC2,
    'proxies_config': 'a setting of programs that use botocore, not a '
                      'variable',
}
