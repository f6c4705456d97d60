// libcurl for Swift: typed setters instead of variadic macros, and the few constants that Swift cannot import.
#pragma once

#include <curl/curl.h>
#include <stddef.h>

static inline CURLcode scurl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode scurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode scurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode scurl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

typedef size_t (*scurl_data)(char *bytes, size_t size, size_t count, void *context);

static inline CURLcode scurl_set_data(CURL *handle, CURLoption option, scurl_data function) {
    return curl_easy_setopt(handle, option, function);
}

typedef int (*scurl_debug)(void *handle, curl_infotype kind, char *data, size_t size, void *context);

static inline CURLcode scurl_set_debug(CURL *handle, scurl_debug function) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, (curl_debug_callback)function);
}

// The connected socket after CURLOPT_CONNECT_ONLY, or -1.
static inline int scurl_socket(CURL *handle) {
    curl_socket_t found = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &found) != CURLE_OK) return -1;
    return found == CURL_SOCKET_BAD ? -1 : (int)found;
}

static inline CURLcode scurl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static const size_t scurl_abort = CURL_READFUNC_ABORT;
