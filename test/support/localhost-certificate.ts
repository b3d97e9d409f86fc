// A certificate of `localhost` that nobody but tests trusts, so that calls over TLS can be made to
// a server in the same process. Made by: faketime 2020-01-01 openssl req -x509 -newkey ec -pkeyopt
// ec_paramgen_curve:prime256v1 -nodes -days 36500 -subj /CN=localhost -addext
// subjectAltName=DNS:localhost,IP:127.0.0.1

export const LOCALHOST_CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUQxWYXHjfyZmi3WE4g0vKv8leJPYwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTIwMDEwMTAwMDAwMFoYDzIxMTkxMjA4
MDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAR5jJB8aXSrgUA4Z46hYgVs/pYPQEpDFKEGTay3WyfEORY/8rxjiW74
Vvni4PZpdcxdHLOvnV3YywFeoB2O2pzDo28wbTAdBgNVHQ4EFgQUaCMjfN1lzGPK
mwSgJo5C9I3WXBUwHwYDVR0jBBgwFoAUaCMjfN1lzGPKmwSgJo5C9I3WXBUwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIhAKzh7ulk7oykhbGcXjETNzrooDmNCCdgck1QkXImoDEoAiBx
nMvF+m69mRLP4xavhatLl3XJcsZ8/RJ7HPwmsJLlRw==
-----END CERTIFICATE-----
`;

export const LOCALHOST_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGYT88dJuIgPsygN4
jTQkcCtn4AlBwF+EPIX7UXkgPk2hRANCAAR5jJB8aXSrgUA4Z46hYgVs/pYPQEpD
FKEGTay3WyfEORY/8rxjiW74Vvni4PZpdcxdHLOvnV3YywFeoB2O2pzD
-----END PRIVATE KEY-----
`;
