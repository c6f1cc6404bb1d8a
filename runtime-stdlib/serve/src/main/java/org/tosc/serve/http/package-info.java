/// HTTP/1.1 (RFC 9110, RFC 9112) for clients that are not to be trusted. Every connection is a
/// virtual thread that reads with deadlines and hard limits; what is not exactly HTTP is refused.
///
/// ```text
/// Listener ─► Connection: Input ─► HeadReader ─► BodyReader ─► Handler ─► Reply
///     │            ▲
///     └─ Overdue ──┘ closes whoever does not read what was written
/// ```
///
/// Why not the JDK's server: docs/decisions/0025-a-strict-front-for-deploy.md.
@NullMarked
package org.tosc.serve.http;

import org.jspecify.annotations.NullMarked;
