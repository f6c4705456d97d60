#pragma once

// A thin face of libwebsockets 4.1.6 for one Swift module. None of the library's own headers is visible through it.
//
// Threads: everything is called on the thread that runs `cws_loop_service`, except `cws_loop_wake`, which any thread
// may call while the loop exists, and `cws_set_log`.

#include <stddef.h>
#include <stdint.h>

/// One event loop: a context of the library.
typedef struct cws_loop cws_loop;
/// One listening or connecting side: a vhost of the library.
typedef struct cws_host cws_host;
/// One socket. Valid from `CWS_ACCEPTED` or `CWS_CLIENT_CREATED` until `CWS_DESTROYED` has returned.
typedef struct cws_socket cws_socket;

/// What happens. The answer 0 goes on; any other closes the socket at once, unless said otherwise.
enum {
    /// A peer wants to connect; `bytes` is its address (16 bytes, IPv6 form). Not 0: it is refused. `socket` is NULL.
    CWS_ADMIT = 1,
    /// A socket was accepted; `cws_socket_set_user` gives it its state.
    CWS_ACCEPTED,
    /// A request with an Upgrade header: 0 goes on as a WebSocket, 1 says that an answer was written.
    CWS_UPGRADE,
    /// A request without one; headers can be read by `cws_header` during the call only.
    CWS_REQUEST,
    /// A piece of a request's body.
    CWS_BODY,
    /// The end of a request's body.
    CWS_BODY_END,
    /// A plain HTTP socket may be written to.
    CWS_HTTP_WRITABLE,
    /// The WebSocket handshake is done.
    CWS_OPENED,
    /// A piece of a message; `cws_fragment` describes it.
    CWS_MESSAGE,
    /// A pong.
    CWS_PONG,
    /// The peer's Close frame; `bytes` is its payload. Any answer closes.
    CWS_PEER_CLOSE,
    /// A WebSocket may be written to.
    CWS_WRITABLE,
    /// A client's request is being made; `bytes` is for `cws_append_header`, during the call only.
    CWS_CLIENT_REQUEST,
    /// A client's handshake failed; `bytes` is a text or NULL.
    CWS_CLIENT_FAILED,
    /// A client's handshake was answered; headers can be read. Not 0: it is refused.
    CWS_CLIENT_ANSWERED,
    /// The socket is gone; the last event for it.
    CWS_DESTROYED,
    /// The host and all of its sockets are gone; the last event for it. `socket` is NULL.
    CWS_HOST_GONE,
};

/// Receives every event of a loop's sockets. `host_user` and `socket_user` are what was set, or NULL.
typedef int (*cws_event_function)(
    void *host_user, cws_socket *socket, void *socket_user, int event, const void *bytes, size_t length);

/// How a loop is made.
typedef struct cws_loop_options {
    /// Handed to `woken` and `ticked`.
    void *user;
    /// Called on the loop's thread after each `cws_loop_wake` (several wakes may make one call).
    void (*woken)(void *user);
    /// Called on the loop's thread when the time set by `cws_loop_set_alarm` has come.
    void (*ticked)(void *user);
    cws_event_function event;
    /// The most descriptors of the loop; 0 = what the process may have.
    unsigned int maximum_sockets;
    /// The most header blocks held at once.
    unsigned short header_pool;
    /// The most bytes of a header block.
    unsigned short header_bytes;
    /// 1: an epoll-backed loop (the library's libuv plug-in); 0: poll.
    int scalable;
} cws_loop_options;

cws_loop *cws_loop_create(const cws_loop_options *options);
/// Waits for events and handles them; returns negative when the loop ends.
int cws_loop_service(cws_loop *loop);
/// Makes `woken` be called soon. Any thread.
void cws_loop_wake(cws_loop *loop);
/// Replaces the alarm: `ticked` is called once after so many microseconds. Negative: none.
void cws_loop_set_alarm(cws_loop *loop, int64_t microseconds);
/// Closes every socket (their events come during the call) and frees the loop.
void cws_loop_destroy(cws_loop *loop);
/// 1 when the loop is epoll-backed.
int cws_loop_is_scalable(const cws_loop *loop);

/// How a host is made. Strings are copied or used during the call only.
typedef struct cws_host_options {
    void *user;
    const char *name;
    /// A numeric address; NULL makes a host that only connects.
    const char *address;
    int port;
    const char *certificate_path;
    const char *key_path;
    /// For a connecting host: a file of trusted certificates, or NULL for the system's.
    const char *authorities_path;
    /// 1: TLS may be used by a connecting host.
    int client_tls;
    /// `count` subprotocol names.
    const char *const *subprotocols;
    size_t count;
    /// The library's own limits, behind those of the caller: for a header block, and between requests.
    unsigned int header_seconds;
    unsigned int keepalive_seconds;
} cws_host_options;

/// NULL when the address cannot be listened on or the certificate cannot be used.
cws_host *cws_host_create(cws_loop *loop, const cws_host_options *options);
/// The port that is listened on.
int cws_host_port(const cws_host *host);
/// Stops listening; the host's sockets live on.
void cws_host_stop_listening(cws_host *host);
/// Frees the host when its last socket is gone, which others see to, or some time later: `CWS_HOST_GONE` is its end.
void cws_host_destroy(cws_host *host);

void cws_socket_set_user(cws_socket *socket, void *user);
void *cws_socket_user(cws_socket *socket);
void cws_socket_address(cws_socket *socket, uint8_t address[16]);
/// Asks for `CWS_WRITABLE` or `CWS_HTTP_WRITABLE`.
void cws_socket_want_writable(cws_socket *socket);
/// 1 while the library still holds bytes that the system did not take.
int cws_socket_is_blocked(cws_socket *socket);
/// Writes bytes as they are (frames or HTTP made by the caller). `CWS_PRE` bytes before `bytes` are writable.
/// Not 0: the socket is dead and must be closed. Never while `cws_socket_is_blocked`.
int cws_socket_write(cws_socket *socket, uint8_t *bytes, size_t length);
/// 0 stops reading, 1 goes on.
void cws_socket_flow(cws_socket *socket, int on);
/// Closes soon, outside the current event.
void cws_socket_kill(cws_socket *socket);
/// Ends a request after its answer was written. Not 0: close the socket.
int cws_socket_request_done(cws_socket *socket);
/// Lets the library wait so long for the rest of a request or for its answer. 0: no limit of the library's own.
void cws_socket_set_timeout(cws_socket *socket, int seconds);

/// Room that must be before written bytes.
#define CWS_PRE 16

/// Bits of `cws_fragment`.
enum {
    CWS_FIRST = 1,
    CWS_FINAL = 2,
    CWS_BINARY = 4,
    CWS_FRAME_END = 8,
};
/// Describes the current `CWS_MESSAGE`: bits of above. FIRST: the message begins with this piece; FRAME_END: a frame
/// ends with it; FINAL: the message does.
int cws_fragment(cws_socket *socket);

/// Header fields that can be read.
enum {
    CWS_H_HOST,
    CWS_H_CONNECTION,
    CWS_H_UPGRADE,
    CWS_H_ORIGIN,
    CWS_H_KEY,
    CWS_H_VERSION,
    CWS_H_PROTOCOL,
    CWS_H_EXTENSIONS,
    CWS_H_HTTP2_SETTINGS,
    CWS_H_HTTP_VERSION,
    CWS_H_CONTENT_LENGTH,
    CWS_H_TRANSFER_ENCODING,
    CWS_H_CONTENT_TYPE,
    CWS_H_IF_NONE_MATCH,
    CWS_H_IF_MODIFIED_SINCE,
    CWS_H_AUTHORIZATION,
    CWS_H_ACCEPT,
    CWS_H_ACCEPT_LANGUAGE,
    CWS_H_ACCEPT_ENCODING,
    CWS_H_USER_AGENT,
    CWS_H_RANGE,
    CWS_H_FORWARDED_FOR,
    CWS_H_EXPECT,
    CWS_H_QUERY,
    CWS_H_ACCESS_CONTROL_REQUEST_HEADERS,
    CWS_H_STATUS,
    CWS_H_COUNT
};
/// Copies a header, its repetitions joined by the library, into `buffer` with a NUL; returns its length, 0 when it is
/// absent, negative when it does not fit.
int cws_header(cws_socket *socket, int field, char *buffer, int size);
/// The number of times that a header line came.
int cws_header_count(cws_socket *socket, int field);
/// Copies one of its lines.
int cws_header_line(cws_socket *socket, int field, int index, char *buffer, int size);
/// Copies a header that the library has no token for, by name in lower case with its colon.
int cws_custom_header(cws_socket *socket, const char *name, char *buffer, int size);
/// Copies the path; returns its length and sets `method` (an index into GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS,
/// or -1 for another).
int cws_request_line(cws_socket *socket, int *method, char *buffer, int size);

/// Adds a header to a client's request; 0 when it fits.
int cws_append_header(const void *request, const char *name, const char *value);

/// How a client connects. Strings are used during the call only.
typedef struct cws_connect_options {
    const char *address;
    int port;
    const char *path;
    const char *host;
    const char *subprotocol;
    /// 1: TLS, 2: TLS that accepts a self-signed certificate.
    int tls;
    void *user;
} cws_connect_options;
/// NULL when it failed at once; `CWS_CLIENT_FAILED` and `CWS_DESTROYED` may have come already.
cws_socket *cws_connect(cws_loop *loop, cws_host *host, const cws_connect_options *options);

/// Unpredictable bytes, for masks.
void cws_random(cws_loop *loop, void *bytes, size_t length);

/// Process-wide: sends the library's log lines (errors and warnings) to `sink`; NULL silences it.
void cws_set_log(void (*sink)(int level, const char *line));

/// Names the calling thread, as far as the system lets it.
void cws_name_thread(const char *name);

/// Process-wide: raises the soft limit of open files to the hard one; returns it.
uint64_t cws_raise_file_limit(void);
