#define _GNU_SOURCE
#include "CWebSockets.h"

#include <errno.h>
#include <fcntl.h>
#include <libwebsockets.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

// Debian's and Homebrew's libwebsockets bring libuv with them. Where they do not, the loop falls back to poll.
#if __has_include(<uv.h>)
#include <uv.h>
#define HAVE_UV 1
#endif

_Static_assert(CWS_PRE == LWS_PRE, "the room before written bytes is the library's");

/// The largest piece of a WebSocket frame handed over at once. Each open WebSocket holds a buffer of this size.
#define PIECE_BYTES 1024
/// The most bytes of one write that reach the socket at once. Without it the library takes the size of a piece, keeps a
/// copy of the rest and asks the kernel when it may go on: three system calls more for every write above 1 KiB.
#define WRITE_BYTES (1 << 20)
/// The buffer that sockets are read into, one a loop.
#define READ_BYTES 32768
/// Accepted at one go, so that a storm of connections does not starve the others.
#define ACCEPT_BURST 128
#define BACKLOG 1024
/// Between attempts to end a vhost whose sockets are still being closed.
#define FIRST_PATIENCE_US (10 * LWS_US_PER_MS)
#define LAST_PATIENCE_US (10 * LWS_US_PER_SEC)

struct cws_loop {
    struct lws_context *context;
    cws_loop_options options;
    lws_sorted_usec_list_t alarm;
#ifdef HAVE_UV
    uv_loop_t uv;
    /// The library's descriptor for wake-ups; -1 while it is not known.
    int pipe;
#endif
};

struct cws_host {
    cws_loop *loop;
    struct lws_vhost *vhost;
    void *user;
    struct lws *listener;
    int port;
    char *name;
    struct lws_protocols *protocols;
    /// Its creation failed; nobody knows of it.
    int has_failed;
    /// The next attempt to end the vhost, and how long after this one, in microseconds.
    lws_sorted_usec_list_t end;
    lws_usec_t patience;
};

static struct lws *as_lws(cws_socket *socket) { return (struct lws *)socket; }
static cws_socket *as_socket(struct lws *wsi) { return (cws_socket *)wsi; }

// No liveness of the library's own: the session above has deadlines.
static const lws_retry_bo_t no_retry = {
    .retry_ms_table = NULL,
    .retry_ms_table_count = 0,
    .conceal_count = 0,
    .secs_since_valid_ping = 0,
    .secs_since_valid_hangup = 0,
    .jitter_percent = 0,
};

// MARK: addresses

static void put_address(const struct sockaddr_storage *from, uint8_t address[16]) {
    memset(address, 0, 16);
    if (from->ss_family == AF_INET6) {
        memcpy(address, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
    } else if (from->ss_family == AF_INET) {
        address[10] = 0xff;
        address[11] = 0xff;
        memcpy(address + 12, &((const struct sockaddr_in *)from)->sin_addr, 4);
    }
}

void cws_socket_address(cws_socket *socket, uint8_t address[16]) {
    struct sockaddr_storage peer;
    socklen_t length = sizeof peer;
    memset(&peer, 0, sizeof peer);
    if (getpeername(lws_get_socket_fd(as_lws(socket)), (struct sockaddr *)&peer, &length) != 0) peer.ss_family = 0;
    put_address(&peer, address);
}

// MARK: listening

// The listening socket is ours, not the library's: that gives a backlog, admission before anything is allocated, and
// a way to stop listening while the open sockets live on.
static int open_listener(const char *address, int port, int *bound) {
    char service[8];
    struct addrinfo hints = {.ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
    struct addrinfo *found = NULL;
    snprintf(service, sizeof service, "%d", port);
    if (getaddrinfo(address, service, &hints, &found) != 0 || !found) return -1;
    int one = 1;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    struct sockaddr_storage local;
    socklen_t length = sizeof local;
    if (fd >= 0) {
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
        if (bind(fd, found->ai_addr, found->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0 ||
            getsockname(fd, (struct sockaddr *)&local, &length) != 0) {
            close(fd);
            fd = -1;
        } else {
            *bound = ntohs(
                local.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&local)->sin6_port
                                            : ((struct sockaddr_in *)&local)->sin_port);
        }
    }
    freeaddrinfo(found);
    return fd;
}

static void accept_some(cws_host *host, int listener) {
    for (int i = 0; i < ACCEPT_BURST; i++) {
        struct sockaddr_storage peer;
        socklen_t length = sizeof peer;
        memset(&peer, 0, sizeof peer);
        int fd = accept4(listener, (struct sockaddr *)&peer, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0) return;
        uint8_t address[16];
        put_address(&peer, address);
        if (host->loop->options.event(host->user, NULL, NULL, CWS_ADMIT, address, 16) != 0) {
            close(fd);
            continue;
        }
        int one = 1, idle = 60, interval = 15, probes = 3;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        setsockopt(fd, SOL_SOCKET, SO_KEEPALIVE, &one, sizeof one);
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPIDLE, &idle, sizeof idle);
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPINTVL, &interval, sizeof interval);
        setsockopt(fd, IPPROTO_TCP, TCP_KEEPCNT, &probes, sizeof probes);
        // A failed adoption closes the descriptor.
        lws_adopt_socket_vhost(host->vhost, fd);
    }
}

// MARK: events

static int deliver(struct lws *wsi, int event, const void *bytes, size_t length) {
    struct lws_vhost *vhost = lws_get_vhost(wsi);
    cws_host *host = vhost ? lws_vhost_user(vhost) : NULL;
    if (!host) return 0;
    return host->loop->options.event(
        host->user, as_socket(wsi), lws_get_opaque_user_data(wsi), event, bytes, length);
}

struct request_room {
    char **next;
    size_t left;
};

int cws_append_header(const void *request, const char *name, const char *value) {
    const struct request_room *room = request;
    int n = snprintf(*room->next, room->left, "%s: %s\r\n", name, value);
    if (n < 0 || (size_t)n >= room->left) return -1;
    *room->next += n;
    return 0;
}

static int is_listener(struct lws *wsi) {
    struct lws_vhost *vhost = lws_get_vhost(wsi);
    cws_host *host = vhost ? lws_vhost_user(vhost) : NULL;
    return host && host->listener == wsi;
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len) {
    (void)user;
    switch (reason) {
    case LWS_CALLBACK_EVENT_WAIT_CANCELLED: {
        // Comes once for each protocol of each vhost; the context's own vhost is the one without a host.
        cws_loop *loop = lws_context_user(lws_get_context(wsi));
        struct lws_vhost *vhost = lws_get_vhost(wsi);
        if (loop && vhost && !lws_vhost_user(vhost)) loop->options.woken(loop->options.user);
        return 0;
    }
    case LWS_CALLBACK_RAW_RX_FILE: {
        cws_host *host = lws_vhost_user(lws_get_vhost(wsi));
        if (host) accept_some(host, (int)lws_get_socket_fd(wsi));
        return 0;
    }
    case LWS_CALLBACK_RAW_CLOSE_FILE: {
        struct lws_vhost *vhost = lws_get_vhost(wsi);
        cws_host *host = vhost ? lws_vhost_user(vhost) : NULL;
        if (host && host->listener == wsi) host->listener = NULL;
        return 0;
    }

    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        return deliver(wsi, CWS_ACCEPTED, NULL, 0);
    // CONNECT, or bytes that are no HTTP at all: the library would keep the socket as a raw one without a limit.
    case LWS_CALLBACK_RAW_ADOPT:
    case LWS_CALLBACK_RAW_RX:
    case LWS_CALLBACK_RAW_CONNECTED:
        return -1;

    // `in` may point at freed memory here (CVE-2025-11677) and is not touched.
    case LWS_CALLBACK_HTTP_CONFIRM_UPGRADE:
        if (lws_hdr_total_length(wsi, WSI_TOKEN_UPGRADE) <= 0) return -1;
        return deliver(wsi, CWS_UPGRADE, NULL, 0);
    case LWS_CALLBACK_HTTP:
        return deliver(wsi, CWS_REQUEST, NULL, 0);
    case LWS_CALLBACK_HTTP_BODY:
        return deliver(wsi, CWS_BODY, in, len);
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        return deliver(wsi, CWS_BODY_END, NULL, 0);
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return deliver(wsi, CWS_HTTP_WRITABLE, NULL, 0);

    case LWS_CALLBACK_ESTABLISHED:
    case LWS_CALLBACK_CLIENT_ESTABLISHED:
        return deliver(wsi, CWS_OPENED, NULL, 0);
    case LWS_CALLBACK_RECEIVE:
    case LWS_CALLBACK_CLIENT_RECEIVE:
        return deliver(wsi, CWS_MESSAGE, in, len);
    case LWS_CALLBACK_RECEIVE_PONG:
    case LWS_CALLBACK_CLIENT_RECEIVE_PONG:
        return deliver(wsi, CWS_PONG, in, len);
    case LWS_CALLBACK_WS_PEER_INITIATED_CLOSE:
        deliver(wsi, CWS_PEER_CLOSE, in, len);
        return -1;
    case LWS_CALLBACK_SERVER_WRITEABLE:
    case LWS_CALLBACK_CLIENT_WRITEABLE:
        return deliver(wsi, CWS_WRITABLE, NULL, 0);

    case LWS_CALLBACK_CLIENT_APPEND_HANDSHAKE_HEADER: {
        struct request_room room = {.next = in, .left = len};
        return deliver(wsi, CWS_CLIENT_REQUEST, &room, sizeof room);
    }
    case LWS_CALLBACK_CLIENT_FILTER_PRE_ESTABLISH:
        return deliver(wsi, CWS_CLIENT_ANSWERED, NULL, 0);
    case LWS_CALLBACK_CLIENT_CONNECTION_ERROR:
        deliver(wsi, CWS_CLIENT_FAILED, in, in ? len : 0);
        return 0;

    case LWS_CALLBACK_WSI_DESTROY:
        if (is_listener(wsi)) return 0;
        deliver(wsi, CWS_DESTROYED, NULL, 0);
        lws_set_opaque_user_data(wsi, NULL);
        return 0;
    // A server's answer other than 101 is an error by itself; nothing of its body is wanted.
    case LWS_CALLBACK_RECEIVE_CLIENT_HTTP:
        return -1;
    default:
        return 0;
    }
}

// MARK: loops

static const struct lws_protocols loop_protocols[] = {
    {.name = "sportello-loop", .callback = on_event, .rx_buffer_size = PIECE_BYTES, .tx_packet_size = WRITE_BYTES},
    {0},
};

static void on_alarm(lws_sorted_usec_list_t *alarm) {
    cws_loop *loop = lws_container_of(alarm, cws_loop, alarm);
    loop->options.ticked(loop->options.user);
}

#ifdef HAVE_UV
// The descriptor by which the library wakes itself: the only one that a fresh loop watches.
static void note_pipe(uv_handle_t *handle, void *found) {
    uv_os_fd_t descriptor;
    if (handle->type == UV_POLL && uv_fileno(handle, &descriptor) == 0) *(int *)found = descriptor;
}

// On libuv, lws 4.1 closes the descriptor of its wake-ups twice: in lws_context_destroy, and again when libuv reports the
// handle closed. In between another thread may be given the number, and would lose its file or socket. So the number is
// taken back first. Returns 0 if somebody else has it already.
static int hold_pipe(int descriptor) {
    if (descriptor < 0) return 1;
    int filler = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (filler < 0) return 0;
    if (filler == descriptor) return 1;
    int held = fcntl(filler, F_DUPFD_CLOEXEC, descriptor);
    close(filler);
    if (held == descriptor) return 1;
    if (held >= 0) close(held);
    return 0;
}
#endif

static void free_loop(cws_loop *loop) {
#ifdef HAVE_UV
    if (loop->options.scalable) {
        // Better to leak a loop than to close a stranger's descriptor.
        if (!hold_pipe(loop->pipe)) return;
        // What the context has closed is let go of by one more turn.
        uv_run(&loop->uv, UV_RUN_DEFAULT);
        uv_loop_close(&loop->uv);
    }
#endif
    free(loop);
}

cws_loop *cws_loop_create(const cws_loop_options *options) {
    cws_loop *loop = calloc(1, sizeof *loop);
    if (!loop) return NULL;
    loop->options = *options;
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    info.port = CONTEXT_PORT_NO_LISTEN;
    info.protocols = loop_protocols;
    info.user = NULL;
    info.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS | LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT |
                   LWS_SERVER_OPTION_SKIP_SERVER_CANONICAL_NAME;
#ifdef HAVE_UV
    void *loops[1] = {&loop->uv};
    loop->pipe = -1;
    if (options->scalable) {
        if (uv_loop_init(&loop->uv) != 0) {
            free(loop);
            return NULL;
        }
        info.options |= LWS_SERVER_OPTION_LIBUV;
        info.foreign_loops = loops;
    }
#else
    if (options->scalable) {
        free(loop);
        return NULL;
    }
#endif
    info.user = loop;
    info.count_threads = 1;
    info.fd_limit_per_thread = options->maximum_sockets;
    info.max_http_header_pool = options->header_pool;
    info.max_http_header_data = options->header_bytes;
    info.pt_serv_buf_size = READ_BYTES;
    info.retry_and_idle_policy = &no_retry;
    loop->context = lws_create_context(&info);
    if (!loop->context) {
        free_loop(loop);
        return NULL;
    }
    // One vhost without a host: the wake-ups come through it, once each.
    info.user = NULL;
    info.vhost_name = "sportello-loop";
    info.options = 0;
    int has_vhost = lws_create_vhost(loop->context, &info) != NULL;
#ifdef HAVE_UV
    if (options->scalable) uv_walk(&loop->uv, note_pipe, &loop->pipe);
#endif
    if (!has_vhost) {
        lws_context_destroy(loop->context);
        free_loop(loop);
        return NULL;
    }
    return loop;
}

int cws_loop_service(cws_loop *loop) {
#ifdef HAVE_UV
    if (loop->options.scalable) {
        uv_run(&loop->uv, UV_RUN_ONCE);
        return 0;
    }
#endif
    return lws_service(loop->context, 0);
}

void cws_loop_wake(cws_loop *loop) { lws_cancel_service(loop->context); }
int cws_loop_is_scalable(const cws_loop *loop) { return loop->options.scalable; }

void cws_loop_set_alarm(cws_loop *loop, int64_t microseconds) {
    if (microseconds < 0)
        lws_sul_cancel(&loop->alarm);
    else
        lws_sul_schedule(loop->context, 0, &loop->alarm, on_alarm, microseconds > 0 ? microseconds : 1);
}

void cws_loop_destroy(cws_loop *loop) {
    lws_sul_cancel(&loop->alarm);
    lws_context_destroy(loop->context);
    free_loop(loop);
}

// MARK: hosts

static void free_host(cws_host *host) {
    lws_sul_cancel(&host->end);
    for (struct lws_protocols *each = host->protocols; each && each->name; each++) free((void *)each->name);
    free(host->protocols);
    free(host->name);
    free(host);
}

static void on_finalized(struct lws_vhost *vhost, void *host) {
    (void)vhost;
    cws_host *gone = host;
    // A vhost that could not be created is finalized too, before its creation has returned or later.
    if (gone->vhost || gone->has_failed) {
        if (!gone->has_failed) gone->loop->options.event(gone->user, NULL, NULL, CWS_HOST_GONE, NULL, 0);
        free_host(gone);
    } else {
        gone->has_failed = 1;
    }
}

cws_host *cws_host_create(cws_loop *loop, const cws_host_options *options) {
    cws_host *host = calloc(1, sizeof *host);
    if (!host) return NULL;
    host->loop = loop;
    host->user = options->user;
    host->name = strdup(options->name);
    host->protocols = calloc(options->count + 2, sizeof *host->protocols);
    if (!host->name || !host->protocols) {
        free_host(host);
        return NULL;
    }
    for (size_t i = 0; i <= options->count; i++) {
        host->protocols[i].name = strdup(i == 0 ? "sportello-none" : options->subprotocols[i - 1]);
        host->protocols[i].callback = on_event;
        host->protocols[i].rx_buffer_size = PIECE_BYTES;
        host->protocols[i].tx_packet_size = WRITE_BYTES;
        host->protocols[i].id = (unsigned int)i;
        if (!host->protocols[i].name) {
            free_host(host);
            return NULL;
        }
    }

    int listener = -1;
    if (options->address) {
        listener = open_listener(options->address, options->port, &host->port);
        if (listener < 0) {
            free_host(host);
            return NULL;
        }
    }
    struct lws_context_creation_info info;
    memset(&info, 0, sizeof info);
    info.port = options->address ? CONTEXT_PORT_NO_LISTEN_SERVER : CONTEXT_PORT_NO_LISTEN;
    info.vhost_name = host->name;
    info.protocols = host->protocols;
    info.user = host;
    info.alpn = "http/1.1";
    info.retry_and_idle_policy = &no_retry;
    info.timeout_secs = options->header_seconds;
    info.timeout_secs_ah_idle = options->header_seconds;
    info.keepalive_timeout = (int)options->keepalive_seconds;
    info.server_string = "sportello";
    info.finalize = on_finalized;
    info.finalize_arg = host;
    if (options->certificate_path || options->client_tls) info.options |= LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
    if (options->certificate_path) {
        info.ssl_cert_filepath = options->certificate_path;
        info.ssl_private_key_filepath = options->key_path;
        info.ssl_options_set = SSL_OP_NO_SSLv2 | SSL_OP_NO_SSLv3 | SSL_OP_NO_TLSv1 | SSL_OP_NO_TLSv1_1;
    }
    host->vhost = lws_create_vhost(loop->context, &info);
    if (!host->vhost) {
        if (listener >= 0) close(listener);
        // If it is not finalized yet it may be later; then that frees it.
        if (host->has_failed)
            free_host(host);
        else
            host->has_failed = 1;
        return NULL;
    }
    // From here on the vhost's end frees the host.
    if (options->client_tls) {
        struct lws_context_creation_info client;
        memset(&client, 0, sizeof client);
        client.options = LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT;
        client.client_ssl_ca_filepath = options->authorities_path;
        if (lws_init_vhost_client_ssl(&client, host->vhost)) {
            if (listener >= 0) close(listener);
            host->has_failed = 1;
            cws_host_destroy(host);
            return NULL;
        }
    }
    if (listener >= 0) {
        lws_sock_file_fd_type descriptor;
        memset(&descriptor, 0, sizeof descriptor);
        descriptor.filefd = listener;
        host->listener = lws_adopt_descriptor_vhost(
            host->vhost, LWS_ADOPT_RAW_FILE_DESC, descriptor, host->protocols[0].name, NULL);
        if (!host->listener) {
            // What the library made of the descriptor stays bound to the vhost until the context ends: once is enough.
            host->has_failed = 1;
            lws_vhost_destroy(host->vhost);
            return NULL;
        }
    }
    return host;
}

int cws_host_port(const cws_host *host) { return host->port; }

void cws_host_stop_listening(cws_host *host) {
    if (host->listener) lws_set_timeout(host->listener, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}

// lws 4.1 ends a vhost only if no socket is bound to it at that moment, and otherwise forgets it until the context ends. A
// socket that is being closed is bound until libuv has reported that, some turns later.
static void try_to_end(lws_sorted_usec_list_t *end) {
    cws_host *host = lws_container_of(end, cws_host, end);
    host->patience = host->patience ? host->patience * 2 : FIRST_PATIENCE_US;
    if (host->patience > LAST_PATIENCE_US) host->patience = LAST_PATIENCE_US;
    lws_sul_schedule(host->loop->context, 0, end, try_to_end, host->patience);
    // This frees the host, and takes the next attempt back with it; or nothing comes of it.
    lws_vhost_destroy(host->vhost);
}

void cws_host_destroy(cws_host *host) { try_to_end(&host->end); }

// MARK: sockets

void cws_socket_set_user(cws_socket *socket, void *user) { lws_set_opaque_user_data(as_lws(socket), user); }
void *cws_socket_user(cws_socket *socket) { return lws_get_opaque_user_data(as_lws(socket)); }
void cws_socket_want_writable(cws_socket *socket) { lws_callback_on_writable(as_lws(socket)); }
int cws_socket_is_blocked(cws_socket *socket) { return lws_partial_buffered(as_lws(socket)); }
void cws_socket_flow(cws_socket *socket, int on) { lws_rx_flow_control(as_lws(socket), on ? 1 : 0); }

int cws_socket_write(cws_socket *socket, uint8_t *bytes, size_t length) {
    // LWS_WRITE_HTTP leaves the bytes as they are, on a WebSocket too.
    return lws_write(as_lws(socket), bytes, length, LWS_WRITE_HTTP) < (int)length ? -1 : 0;
}

void cws_socket_kill(cws_socket *socket) {
    lws_set_timeout(as_lws(socket), PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}

int cws_socket_request_done(cws_socket *socket) { return lws_http_transaction_completed(as_lws(socket)); }

void cws_socket_set_timeout(cws_socket *socket, int seconds) {
    lws_set_timeout(as_lws(socket), seconds ? PENDING_TIMEOUT_HTTP_CONTENT : NO_PENDING_TIMEOUT, seconds);
}

int cws_fragment(cws_socket *socket) {
    struct lws *wsi = as_lws(socket);
    int bits = 0;
    if (lws_is_first_fragment(wsi)) bits |= CWS_FIRST;
    if (lws_remaining_packet_payload(wsi) == 0) bits |= lws_is_final_fragment(wsi) ? CWS_FRAME_END | CWS_FINAL : CWS_FRAME_END;
    if (lws_frame_is_binary(wsi)) bits |= CWS_BINARY;
    return bits;
}

// MARK: headers

static const enum lws_token_indexes tokens[CWS_H_COUNT] = {
    [CWS_H_HOST] = WSI_TOKEN_HOST,
    [CWS_H_CONNECTION] = WSI_TOKEN_CONNECTION,
    [CWS_H_UPGRADE] = WSI_TOKEN_UPGRADE,
    [CWS_H_ORIGIN] = WSI_TOKEN_ORIGIN,
    [CWS_H_KEY] = WSI_TOKEN_KEY,
    [CWS_H_VERSION] = WSI_TOKEN_VERSION,
    [CWS_H_PROTOCOL] = WSI_TOKEN_PROTOCOL,
    [CWS_H_EXTENSIONS] = WSI_TOKEN_EXTENSIONS,
    [CWS_H_HTTP2_SETTINGS] = WSI_TOKEN_HTTP2_SETTINGS,
    [CWS_H_HTTP_VERSION] = WSI_TOKEN_HTTP,
    [CWS_H_CONTENT_LENGTH] = WSI_TOKEN_HTTP_CONTENT_LENGTH,
    [CWS_H_TRANSFER_ENCODING] = WSI_TOKEN_HTTP_TRANSFER_ENCODING,
    [CWS_H_CONTENT_TYPE] = WSI_TOKEN_HTTP_CONTENT_TYPE,
    [CWS_H_IF_NONE_MATCH] = WSI_TOKEN_HTTP_IF_NONE_MATCH,
    [CWS_H_IF_MODIFIED_SINCE] = WSI_TOKEN_HTTP_IF_MODIFIED_SINCE,
    [CWS_H_AUTHORIZATION] = WSI_TOKEN_HTTP_AUTHORIZATION,
    [CWS_H_ACCEPT] = WSI_TOKEN_HTTP_ACCEPT,
    [CWS_H_ACCEPT_LANGUAGE] = WSI_TOKEN_HTTP_ACCEPT_LANGUAGE,
    [CWS_H_ACCEPT_ENCODING] = WSI_TOKEN_HTTP_ACCEPT_ENCODING,
    [CWS_H_USER_AGENT] = WSI_TOKEN_HTTP_USER_AGENT,
    [CWS_H_RANGE] = WSI_TOKEN_HTTP_RANGE,
    [CWS_H_FORWARDED_FOR] = WSI_TOKEN_X_FORWARDED_FOR,
    [CWS_H_EXPECT] = WSI_TOKEN_HTTP_EXPECT,
    [CWS_H_QUERY] = WSI_TOKEN_HTTP_URI_ARGS,
    [CWS_H_ACCESS_CONTROL_REQUEST_HEADERS] = WSI_TOKEN_HTTP_AC_REQUEST_HEADERS,
    [CWS_H_STATUS] = WSI_TOKEN_HTTP,
};

int cws_header(cws_socket *socket, int field, char *buffer, int size) {
    struct lws *wsi = as_lws(socket);
    if (field < 0 || field >= CWS_H_COUNT || size < 1) return -1;
    buffer[0] = 0;
    if (field != CWS_H_QUERY) {
        if (lws_hdr_total_length(wsi, tokens[field]) == 0) return 0;
        return lws_hdr_copy(wsi, buffer, size, tokens[field]);
    }
    int used = 0;
    for (int i = 0;; i++) {
        if (lws_hdr_fragment_length(wsi, WSI_TOKEN_HTTP_URI_ARGS, i) == 0) break;
        if (i > 0) {
            if (used + 1 >= size) return -1;
            buffer[used++] = '&';
        }
        int n = lws_hdr_copy_fragment(wsi, buffer + used, size - used, WSI_TOKEN_HTTP_URI_ARGS, i);
        if (n < 0) return -1;
        used += n;
    }
    return used;
}

int cws_header_count(cws_socket *socket, int field) {
    if (field < 0 || field >= CWS_H_COUNT) return 0;
    int n = 0;
    while (n < 64 && lws_hdr_fragment_length(as_lws(socket), tokens[field], n) > 0) n++;
    return n;
}

int cws_header_line(cws_socket *socket, int field, int index, char *buffer, int size) {
    if (field < 0 || field >= CWS_H_COUNT || size < 1) return -1;
    buffer[0] = 0;
    return lws_hdr_copy_fragment(as_lws(socket), buffer, size, tokens[field], index);
}

int cws_custom_header(cws_socket *socket, const char *name, char *buffer, int size) {
    int length = (int)strlen(name);
    if (size < 1) return -1;
    buffer[0] = 0;
    if (lws_hdr_custom_length(as_lws(socket), name, length) <= 0) return 0;
    return lws_hdr_custom_copy(as_lws(socket), buffer, size, name, length);
}

int cws_request_line(cws_socket *socket, int *method, char *buffer, int size) {
    static const struct {
        enum lws_token_indexes token;
        int method;
    } lines[] = {
        {WSI_TOKEN_GET_URI, 0}, {WSI_TOKEN_HEAD_URI, 1}, {WSI_TOKEN_POST_URI, 2}, {WSI_TOKEN_PUT_URI, 3},
        {WSI_TOKEN_PATCH_URI, 4}, {WSI_TOKEN_DELETE_URI, 5}, {WSI_TOKEN_OPTIONS_URI, 6},
    };
    *method = -1;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        if (lws_hdr_total_length(as_lws(socket), lines[i].token) == 0) continue;
        *method = lines[i].method;
        int length = lws_hdr_copy(as_lws(socket), buffer, size, lines[i].token);
        // The library decodes %00; what follows it must not vanish behind the end of a C string.
        if (length > 0 && memchr(buffer, 0, (size_t)length)) return -1;
        return length;
    }
    return 0;
}

// MARK: clients

cws_socket *cws_connect(cws_loop *loop, cws_host *host, const cws_connect_options *options) {
    struct lws_client_connect_info info;
    struct lws *created = NULL;
    memset(&info, 0, sizeof info);
    info.context = loop->context;
    info.vhost = host->vhost;
    info.address = options->address;
    info.port = options->port;
    info.path = options->path;
    info.host = options->host;
    info.protocol = options->subprotocol;
    info.local_protocol_name = options->subprotocol;
    info.ietf_version_or_minus_one = -1;
    info.alpn = "http/1.1";
    info.opaque_user_data = options->user;
    info.retry_and_idle_policy = &no_retry;
    info.pwsi = &created;
    if (options->tls) info.ssl_connection = LCCSCF_USE_SSL;
    if (options->tls == 2)
        info.ssl_connection |= LCCSCF_ALLOW_SELFSIGNED | LCCSCF_SKIP_SERVER_CERT_HOSTNAME_CHECK | LCCSCF_ALLOW_INSECURE;
    return as_socket(lws_client_connect_via_info(&info));
}

// MARK: process

void cws_random(cws_loop *loop, void *bytes, size_t length) { lws_get_random(loop->context, bytes, length); }

static void (*log_sink)(int level, const char *line);
static void emit(int level, const char *line) {
    if (log_sink) log_sink(level, line);
}

void cws_set_log(void (*sink)(int level, const char *line)) {
    log_sink = sink;
    lws_set_log_level(sink ? LLL_ERR | LLL_WARN : 0, emit);
}

void cws_name_thread(const char *name) {
#if defined(__APPLE__)
    pthread_setname_np(name);
#else
    char shortened[16];
    snprintf(shortened, sizeof shortened, "%s", name);
    pthread_setname_np(pthread_self(), shortened);
#endif
}

uint64_t cws_raise_file_limit(void) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    if (limit.rlim_cur < limit.rlim_max) {
        limit.rlim_cur = limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit) != 0 && getrlimit(RLIMIT_NOFILE, &limit) != 0) return 0;
    }
    return limit.rlim_cur;
}
